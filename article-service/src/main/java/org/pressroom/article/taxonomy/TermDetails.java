package org.pressroom.article.taxonomy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.PlainJava;
import org.pressroom.common.contract.Cover;

/**
 * All that is known of a category or a tag, but for its place.
 *
 * @param version grows with every change
 * @param description as plain text; null for none
 * @param parentId of the category that it lies directly beneath; null at the top, as all tags are
 */
@PlainJava
record TermDetails(
        UUID id,
        long version,
        String slug,
        TermName name,
        @Nullable String description,
        @Nullable Cover picture,
        @Nullable UUID parentId) {

    TermDetails named(TermName newName) {
        return new TermDetails(id, version, slug, newName, description, picture, parentId);
    }

    TermDetails at(String newSlug) {
        return new TermDetails(id, version, newSlug, name, description, picture, parentId);
    }

    TermDetails described(@Nullable String newDescription, @Nullable Cover newPicture) {
        return new TermDetails(id, version, slug, name, newDescription, newPicture, parentId);
    }

    TermDetails beneath(@Nullable UUID newParent) {
        return new TermDetails(id, version, slug, name, description, picture, newParent);
    }

    TermDetails next() {
        return new TermDetails(id, version + 1, slug, name, description, picture, parentId);
    }
}
