package org.pressroom.gateway.site.look;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.Isolates;
import org.springframework.context.support.AbstractMessageSource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * The words of the site, in the one language that it speaks. All are read once at the start: looking one up must not
 * touch a file on a thread that serves requests. Names and titles within them are isolated, for they may be written in
 * the other direction.
 */
public final class SiteMessages extends AbstractMessageSource {
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, MessageFormat> formats = new HashMap<>();

    public SiteMessages(Theme theme, Locale language) {
        for (String place : theme.messages()) {
            read(place).forEach((code, text) -> texts.putIfAbsent(String.valueOf(code), String.valueOf(text)));
        }
        texts.forEach((code, text) -> formats.put(code, new MessageFormat(text, language)));
    }

    @Override
    protected @Nullable MessageFormat resolveCode(String code, Locale locale) {
        return formats.get(code);
    }

    @Override
    protected @Nullable String resolveCodeWithoutArguments(String code, Locale locale) {
        return texts.get(code);
    }

    @Override
    protected Object[] resolveArguments(Object @Nullable [] arguments, @Nullable Locale locale) {
        return Stream.of(super.resolveArguments(arguments, locale))
                .map(argument -> argument instanceof String text ? Isolates.isolated(text) : argument)
                .toArray();
    }

    private static Properties read(String place) {
        Resource file = new DefaultResourceLoader().getResource(place);
        try {
            return file.exists()
                    ? PropertiesLoaderUtils.loadProperties(new EncodedResource(file, StandardCharsets.UTF_8))
                    : new Properties();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the messages in " + place, unreadable);
        }
    }
}
