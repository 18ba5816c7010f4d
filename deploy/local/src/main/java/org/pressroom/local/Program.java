package org.pressroom.local;

/** The four programs of the suite. */
enum Program {
    GATEWAY("gateway", "gateway"),
    ARTICLE("article-service", "article"),
    COMMENT("comment-service", "comment"),
    SUBSCRIPTION("subscription-service", "subscription");

    private final String module;
    private final String database;

    Program(String module, String database) {
        this.module = module;
        this.database = database;
    }

    /** Its name, and that of its folder in the project. */
    String module() {
        return module;
    }

    /** The name of its database and role. */
    String database() {
        return database;
    }
}
