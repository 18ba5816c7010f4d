package org.pressroom.subscription.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicPhraseTest {

    /** Topics as kind and name. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            all:                                              | each new article
            tag:Ink,all:                                      | each new article
            category:Craft                                    | each new article in Craft
            tag:Ink,author:Ada Kern                           | each new article with the tag Ink and by Ada Kern
            tag:                                              | each new article on one topic
            tag:,author:,category:                            | each new article on 3 topics
            tag:,category:Craft                               | each new article in Craft and on one more topic
            tag:A,tag:,tag:,tag:B                             | each new article with the tag A, with the tag B and on 2 more topics
            tag:A,tag:B,tag:C,tag:D,tag:E,tag:F               | each new article with the tag A, with the tag B, with the tag C, with the tag D, with the tag E and on one more topic
            tag:,tag:B,tag:C,tag:D,tag:E,tag:F,tag:A          | each new article with the tag B, with the tag C, with the tag D, with the tag E, with the tag F and on 2 more topics
            """)
    void namesWhatHasANameAndCountsTheRest(String topics, String phrase) {
        List<DueMail.Topic> chosen = Arrays.stream(topics.split(",", -1))
                .map(topic -> topic.split(":", -1))
                .map(parts -> new DueMail.Topic(parts[0], parts[1]))
                .toList();
        assertThat(TopicPhrase.of(chosen)).isEqualTo(phrase);
    }
}
