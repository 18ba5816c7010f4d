package org.pressroom.article.media;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.pictures.Picture;
import org.pressroom.article.pictures.PictureType;
import org.pressroom.article.pictures.PictureWidths;
import org.pressroom.common.PlainJava;
import org.pressroom.common.security.Role;
import org.pressroom.common.usecase.Actor;
import org.pressroom.common.usecase.RefusedException;

/**
 * A picture of the library.
 *
 * @param ownerSlug,ownerName who uploaded it, by the public name
 * @param name as its file was called
 * @param fileName the end of its address
 * @param alt what is said to those who do not see it, where an article says nothing else; null for nothing
 * @param bytes how long the original is
 * @param scalable whether smaller ones can be made of it
 * @param sha256 of the file as it was uploaded
 */
@PlainJava
record MediaItem(
        UUID id,
        UUID ownerId,
        String ownerSlug,
        String ownerName,
        String name,
        String fileName,
        @Nullable String alt,
        Picture picture,
        long bytes,
        boolean scalable,
        byte[] sha256,
        Instant createdAt) {

    /** Its address on the site. */
    String url() {
        return "/api/media/" + id + "/" + fileName;
    }

    /** In which widths it can be had that are less than its own. */
    List<Integer> widths() {
        return scalable ? PictureWidths.of(picture) : List.of();
    }

    /** In which types one of its widths can be had, the one that everybody reads first. */
    List<PictureType> typesOf(int width) {
        PictureType usual = PictureWidths.typeOf(picture.type());
        return PictureWidths.isMadeAsWebp(picture, width) ? List.of(usual, PictureType.WEBP) : List.of(usual);
    }

    /**
     * Lets pass who may change or delete it.
     *
     * @throws RefusedException not allowed, for another's picture
     */
    void requireAccess(Actor.Account actor) {
        if (!actor.id().equals(ownerId) && !actor.mayActAs(Role.EDITOR, Role.ADMIN)) {
            throw RefusedException.notAllowed("This is somebody else's picture.");
        }
    }
}
