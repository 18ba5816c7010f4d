package org.pressroom.comment;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The comment service: comments, threads, moderation, and the live stream of a thread. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class CommentApplication {

    public static void main(String[] args) {
        SpringApplication.run(CommentApplication.class, args);
    }
}
