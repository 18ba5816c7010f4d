package org.pressroom.article.taxonomy;

import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;

/**
 * What is to be changed of a term; null for what stays.
 *
 * @param slug the address that it is to have
 * @param description empty for none
 * @param picture an address; empty for none
 * @param pictureAlt empty for none
 * @param parent the slug of the category that it is to lie beneath; empty for the top
 * @param position among those beneath the same one, from 0; beyond the last it is the last
 */
@PlainJava
record TermChange(
        @Nullable String name,
        @Nullable String slug,
        @Nullable String description,
        @Nullable String picture,
        @Nullable String pictureAlt,
        @Nullable String parent,
        @Nullable Integer position) {

    /** Whether it may be called or found otherwise. */
    boolean renames() {
        return name != null || slug != null;
    }

    /** Whether it may get another place among categories. */
    boolean moves() {
        return parent != null || position != null;
    }
}
