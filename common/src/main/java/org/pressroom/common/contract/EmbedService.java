package org.pressroom.common.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Services whose films, sounds and posts stand in articles as placeholders, which readers may press to load: a
 * {@code figure.embed} with the service as {@code data-embed}, what of it as {@code data-id}, and a plain link within.
 */
public enum EmbedService {
    YOUTUBE("YouTube", "[A-Za-z0-9_-]{11}(?:/[0-9]{1,5})?", "https://www.youtube-nocookie.com"),
    VIMEO("Vimeo", "[0-9]{5,12}(?:/[0-9a-f]{6,16})?", "https://player.vimeo.com"),
    DAILYMOTION("Dailymotion", "[a-z0-9]{5,10}", "https://geo.dailymotion.com"),
    TIKTOK("TikTok", "[0-9]{15,22}", "https://www.tiktok.com"),
    INSTAGRAM("Instagram", "(?:p|reel|tv)/[A-Za-z0-9_-]{5,40}", "https://www.instagram.com"),
    X("X", "[0-9]{5,22}", "https://platform.twitter.com"),
    MASTODON("Mastodon", "[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){1,4}/@[A-Za-z0-9_]{1,64}/[0-9]{15,20}", "https://"),
    SPOTIFY("Spotify", "(?:track|album|playlist|episode|show|artist)/[A-Za-z0-9]{22}", "https://open.spotify.com"),
    SOUNDCLOUD(
            "SoundCloud",
            "[a-z0-9_-]{1,60}/(?:sets/)?[a-z0-9_-]{1,160}|api/(?:tracks|playlists)/[0-9]{1,15}",
            "https://w.soundcloud.com"),
    BLUESKY("Bluesky", "[a-zA-Z0-9.:-]{3,120}/[a-z0-9]{10,20}", "https://embed.bsky.app");

    private final String title;
    private final Pattern id;
    private final String frameOrigin;

    EmbedService(String title, String id, String frameOrigin) {
        this.title = title;
        this.id = Pattern.compile(id);
        this.frameOrigin = frameOrigin;
    }

    /** The one with a key; empty where there is none. */
    public static Optional<EmbedService> of(String key) {
        return Arrays.stream(values())
                .filter(service -> service.key().equals(key))
                .findAny();
    }

    /** What {@code data-embed} says. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is called. */
    public String title() {
        return title;
    }

    /** Whether it can be an id there: nothing of it could lead a frame's address elsewhere. */
    public boolean isId(String text) {
        return id.matcher(text).matches();
    }

    /** The origin that a frame of it comes from; of Mastodon, where many servers are, the one that the id names. */
    public String frameOrigin(String validId) {
        return this == MASTODON ? frameOrigin + validId.substring(0, validId.indexOf('/')) : frameOrigin;
    }
}
