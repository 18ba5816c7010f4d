package org.pressroom.gateway.languages;

import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The languages of the site.
 *
 * @param language its own: of what is said to readers who wish for none of the others, and of texts of which nothing else is
 *     known
 * @param languages those that a reader may have the interface in; its own is always among them
 */
@ConfigurationProperties("pressroom.site")
public record LanguageProperties(
        @DefaultValue("en") Locale language,
        @DefaultValue({"en", "de", "hi", "ar"}) List<Locale> languages) {}
