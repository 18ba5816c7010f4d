package org.pressroom.article.taxonomy;

import java.util.UUID;

/** A category or a tag. */
public record Term(UUID id, String slug, String name) {}
