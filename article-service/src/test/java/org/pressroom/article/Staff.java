package org.pressroom.article;

import java.util.UUID;
import org.pressroom.testkit.Tokens;

/** An account made for one test. */
public record Staff(UUID id, String slug, String name, String token) {

    public static Staff author() {
        return with("author");
    }

    public static Staff contributor() {
        return with("contributor");
    }

    public static Staff editor() {
        return with("editor");
    }

    public static Staff with(String... roles) {
        UUID id = UUID.randomUUID();
        String slug = "writer-" + id;
        String name = "Writer " + id;
        return new Staff(id, slug, name, Tokens.account(id, slug, name, roles));
    }
}
