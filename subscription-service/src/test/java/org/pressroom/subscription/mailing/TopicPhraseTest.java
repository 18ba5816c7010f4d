package org.pressroom.subscription.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pressroom.subscription.delivery.Message.NamedTopic;

class TopicPhraseTest {

    /** Topics as kind and name. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            all:                                              | each new article
            tag:Ink,all:                                      | each new article
            category:Craft                                    | each new article in \u2068Craft\u2069
            tag:Ink,author:Ada Kern                           | each new article with the tag \u2068Ink\u2069 and by \u2068Ada Kern\u2069
            tag:                                              | each new article on one topic
            tag:,author:,category:                            | each new article on 3 topics
            tag:,category:Craft                               | each new article in \u2068Craft\u2069 and on one more topic
            tag:A,tag:,tag:,tag:B                             | each new article with the tag \u2068A\u2069, with the tag \u2068B\u2069 and on 2 more topics
            tag:A,tag:B,tag:C,tag:D,tag:E,tag:F               | each new article with the tag \u2068A\u2069, with the tag \u2068B\u2069, with the tag \u2068C\u2069, with the tag \u2068D\u2069, with the tag \u2068E\u2069 and on one more topic
            tag:,tag:B,tag:C,tag:D,tag:E,tag:F,tag:A          | each new article with the tag \u2068B\u2069, with the tag \u2068C\u2069, with the tag \u2068D\u2069, with the tag \u2068E\u2069, with the tag \u2068F\u2069 and on 2 more topics
            """)
    void namesWhatHasANameAndCountsTheRest(String topics, String phrase) {
        List<NamedTopic> chosen = Arrays.stream(topics.split(",", -1))
                .map(topic -> topic.split(":", -1))
                .map(parts -> new NamedTopic(parts[0], parts[1]))
                .toList();
        assertThat(TopicPhrase.of(chosen)).isEqualTo(phrase);
    }
}
