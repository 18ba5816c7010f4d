package org.pressroom.subscription.mailing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pressroom.subscription.links.SiteProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What could not be written into a mail keeps the program from starting, rather than failing every mail. */
class MailPropertiesTest {

    private final ApplicationContextRunner program =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @EnableConfigurationProperties({MailProperties.class, SiteProperties.class})
    static class Settings {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pressroom.mail.from=news@news.example",
                "pressroom.mail.from=pressroom@localhost",
                "pressroom.mail.from=News+letter@mail-1.news.example",
                "pressroom.site.url=https://news.example",
                "pressroom.site.url=http://localhost:9000",
                "pressroom.site.url=http://[::1]:9000"
            })
    void whatCanBeWrittenIsTaken(String property) {
        program.withPropertyValues(property).run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pressroom.mail.from=",
                "pressroom.mail.from=Pressroom <news@news.example>",
                "pressroom.mail.from=<news@news.example>",
                "pressroom.mail.from=news@",
                "pressroom.mail.from=news",
                "pressroom.mail.from=neuigkeiten@b\u00FCcher.example",
                "pressroom.mail.from=b\u00FCcher@news.example",
                "pressroom.mail.from=a@b.example, c@d.example",
                "pressroom.site.url=",
                "pressroom.site.url=news.example",
                "pressroom.site.url=https://news.example/",
                "pressroom.site.url=https://news.example/blog",
                "pressroom.site.url=https://news.example?a",
                "pressroom.site.url=https://b\u00FCcher.example",
                "pressroom.site.url=https://user@news.example"
            })
    void whatCannotBeWrittenKeepsTheProgramFromStarting(String property) {
        program.withPropertyValues(property).run(context -> assertThat(context).hasFailed());
    }
}
