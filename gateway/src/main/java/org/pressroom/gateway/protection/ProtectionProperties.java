package org.pressroom.gateway.protection;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.pressroom.gateway.routes.RequestBody;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param mostBody the longest body of what staff writes, such as a draft
 * @param mostComment the longest body of a comment and of what moderators send: 10,000 characters, each written as JSON
 *     and forms write what is not ASCII
 * @param mostUpload the longest body of an upload: the file, and the form around it
 * @param mostForm the longest body of anything else
 * @param uploads how many of them there may be
 * @param bodies how much of bodies is held at once
 * @param hosts names by which the site is reached beside that of its URL, without ports
 * @param contentSecurityPolicy what pages may load and do
 */
@ConfigurationProperties("pressroom.protection")
public record ProtectionProperties(
        @DefaultValue("1MB") DataSize mostBody,
        @DefaultValue("128KB") DataSize mostComment,
        @DefaultValue("21MB") DataSize mostUpload,
        @DefaultValue("16KB") DataSize mostForm,
        @DefaultValue Uploads uploads,
        @DefaultValue Bodies bodies,
        @DefaultValue List<String> hosts,

        @DefaultValue("default-src 'self'; img-src 'self' https: data:; object-src 'none'; base-uri 'none'; "
                + "form-action 'self'; frame-ancestors 'none'")
        String contentSecurityPolicy) {

    /** The longest body of a kind that a route takes. */
    DataSize most(RequestBody body) {
        return switch (body) {
            case COMMENT, MODERATION -> mostComment;
            case DRAFT -> mostBody;
            case UPLOAD -> mostUpload;
            case STAFF_FORM, SIGN_IN, FORM -> mostForm;
        };
    }

    /**
     * How many uploads may be under way, each of which holds a connection to its service: beyond it 503.
     *
     * @param atOnce of all clients
     * @param ofOne of one client address; beyond it 429
     * @param limit how long one may take; after that 408
     */
    public record Uploads(
            @DefaultValue("24") @Min(1) int atOnce,
            @DefaultValue("6") @Min(1) int ofOne,
            @DefaultValue("4m") Duration limit) {}

    /**
     * How much of each kind, in all; beyond it 503. One client address may have a quarter of it and one network half;
     * beyond that 429. Each body counts as 16 KB at least.
     *
     * @param comments what readers send to threads
     * @param staff what accounts alone may send
     * @param signIn names and passwords
     * @param forms anything else
     */
    public record Bodies(
            @DefaultValue("8MB") DataSize comments,
            @DefaultValue("8MB") DataSize staff,
            @DefaultValue("2MB") DataSize signIn,
            @DefaultValue("2MB") DataSize forms) {}
}
