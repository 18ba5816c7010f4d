package org.pressroom.article;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.pressroom.testkit.WithServers;
import org.pressroom.testkit.WithTokens;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/** The whole program with a real database and a real broker: one for all tests that say so. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"pressroom.site.url=https://news.example", "pressroom.media.folder=target/media"})
@WithServers
@WithTokens
@Import({Api.class, Events.class})
public @interface ArticleServiceTest {}
