package org.pressroom.gateway.site.look;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.text.Isolates;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.NoSuchMessageException;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * The words of the site, in each language that it speaks, as ICU's message format has them: Arabic has six forms of a word
 * that is counted. All are read once at the start: looking one up must not touch a file on a thread that serves requests.
 * Names and titles within them are isolated, for they may be written in the other direction.
 */
public final class SiteMessages implements MessageSource {
    private final Map<Locale, Map<String, Message>> languages = new HashMap<>();
    private final Locale own;

    /** @param locales the first is the site's own */
    public SiteMessages(Theme theme, List<Locale> locales) {
        this.own = locales.get(0);
        for (Locale locale : locales) {
            Map<String, Message> messages = new HashMap<>();
            for (String place : theme.messages(locale, locale.equals(own))) {
                read(place)
                        .forEach((code, text) -> messages.computeIfAbsent(
                                String.valueOf(code), added -> new Message(String.valueOf(text), locale)));
            }
            languages.put(locale, messages);
        }
    }

    /** A text; one with arguments is laid out by its format, which one thread at a time may use. */
    private static final class Message {
        private final String text;
        private final MessageFormat format;

        private Message(String text, Locale locale) {
            this.text = text;
            this.format = new MessageFormat(text, ULocale.forLocale(locale));
        }

        private String with(Object @Nullable [] arguments) {
            if (arguments == null || arguments.length == 0) {
                return text;
            }
            Object[] isolated = Stream.of(arguments)
                    .map(argument -> argument instanceof String named ? Isolates.isolated(named) : argument)
                    .toArray();
            synchronized (format) {
                return format.format(isolated);
            }
        }
    }

    @Override
    public @Nullable String getMessage(
            String code, Object @Nullable [] arguments, @Nullable String otherwise, @Nullable Locale locale) {
        Message message = find(code, locale);
        return message == null ? otherwise : message.with(arguments);
    }

    @Override
    public String getMessage(String code, Object @Nullable [] arguments, @Nullable Locale locale) {
        Message message = find(code, locale);
        if (message == null) {
            throw new NoSuchMessageException(code, locale == null ? own : locale);
        }
        return message.with(arguments);
    }

    @Override
    public String getMessage(MessageSourceResolvable resolvable, @Nullable Locale locale) {
        String[] codes = Objects.requireNonNullElse(resolvable.getCodes(), new String[0]);
        for (String code : codes) {
            Message message = find(code, locale);
            if (message != null) {
                return message.with(resolvable.getArguments());
            }
        }
        String otherwise = resolvable.getDefaultMessage();
        if (otherwise == null) {
            throw new NoSuchMessageException(codes.length == 0 ? "" : codes[0], locale == null ? own : locale);
        }
        return otherwise;
    }

    private @Nullable Message find(String code, @Nullable Locale locale) {
        Map<String, Message> spoken = languages.get(locale);
        return (spoken == null ? languages.getOrDefault(own, Map.of()) : spoken).get(code);
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
