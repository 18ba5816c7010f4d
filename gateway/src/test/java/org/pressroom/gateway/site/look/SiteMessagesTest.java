package org.pressroom.gateway.site.look;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.MessageFormat;
import com.ibm.icu.text.MessagePattern;
import com.ibm.icu.text.PluralRules;
import com.ibm.icu.util.ULocale;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

class SiteMessagesTest {

    private static final List<Locale> LOCALES =
            List.of(Locale.ENGLISH, Locale.GERMAN, Locale.forLanguageTag("hi"), Locale.forLanguageTag("ar"));

    private static Properties words(String file) {
        try {
            return PropertiesLoaderUtils.loadProperties(
                    new EncodedResource(new ClassPathResource(file), StandardCharsets.UTF_8));
        } catch (IOException missing) {
            throw new AssertionError(file, missing);
        }
    }

    /** Whoever adds words adds them in each language. */
    @ParameterizedTest
    @ValueSource(strings = {"de", "hi", "ar"})
    void eachLanguageHasAllWordsWithTheSameArguments(String language) {
        Properties english = words("messages.properties");
        Properties translated = words("messages_" + language + ".properties");
        assertThat(new TreeSet<>(translated.stringPropertyNames()))
                .isEqualTo(new TreeSet<>(english.stringPropertyNames()));
        for (String code : english.stringPropertyNames()) {
            String text = translated.getProperty(code);
            assertThat(text).as(code).isNotBlank();
            assertThat(arguments(text)).as(code).isEqualTo(arguments(english.getProperty(code)));
        }
    }

    private static Set<String> arguments(String text) {
        return new TreeSet<>(new MessageFormat(text, ULocale.ENGLISH).getArgumentNames());
    }

    /** A form that is missing would be said in the one for all else. */
    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "hi", "ar"})
    void whatIsCountedHasTheFormsOfItsLanguage(String language) {
        Properties words =
                words(language.equals("en") ? "messages.properties" : "messages_" + language + ".properties");
        String counted = words.getProperty("article.comments");
        Set<String> forms = new TreeSet<>();
        MessagePattern pattern = new MessagePattern(counted);
        for (int i = 0; i < pattern.countParts(); i++) {
            if (pattern.getPart(i).getType() == MessagePattern.Part.Type.ARG_SELECTOR) {
                forms.add(pattern.getSubstring(pattern.getPart(i)));
            }
        }
        assertThat(forms)
                .containsAll(
                        PluralRules.forLocale(ULocale.forLanguageTag(language)).getKeywords());
    }

    @ParameterizedTest
    @CsvSource({
        "en, 0, No comments",
        "en, 1, 1 comment",
        "en, 12345, '12,345 comments'",
        "de, 0, Keine Kommentare",
        "de, 1, 1 Kommentar",
        "de, 12345, 12.345 Kommentare",
        "hi, 1, 1 टिप्पणी",
        "hi, 123456, '1,23,456 टिप्पणियाँ'",
        "ar, 0, لا تعليقات",
        "ar, 1, تعليق واحد",
        "ar, 2, تعليقان",
        "ar, 3, 3 تعليقات",
        "ar, 11, 11 تعليقًا",
        "ar, 100, 100 تعليق",
    })
    void numbersAndTheirWordsAreThoseOfTheLanguage(String language, long number, String text) {
        SiteMessages messages = new SiteMessages(new Theme(null), LOCALES);
        assertThat(messages.getMessage("article.comments", new Object[] {number}, Locale.forLanguageTag(language)))
                .isEqualTo(text);
    }

    @Test
    void whatALanguageLacksIsSaidInEnglish() {
        SiteMessages messages = new SiteMessages(new Theme(null), List.of(Locale.FRENCH, Locale.GERMAN));
        assertThat(messages.getMessage("own.save", null, Locale.FRENCH)).isEqualTo("Save");
        assertThat(messages.getMessage("own.save", null, Locale.GERMAN)).isEqualTo("Speichern");
    }
}
