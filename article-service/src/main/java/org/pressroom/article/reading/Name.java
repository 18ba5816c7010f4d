package org.pressroom.article.reading;

/** Somebody, or something, that articles can be listed by. */
record Name(String slug, String name) {}
