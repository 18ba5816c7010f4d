package org.pressroom.article.taxonomy;

import java.util.UUID;
import org.pressroom.common.PlainJava;

/** A category or a tag. */
@PlainJava
public record Term(UUID id, String slug, String name) {}
