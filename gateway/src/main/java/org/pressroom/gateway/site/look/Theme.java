package org.pressroom.gateway.site.look;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Where templates, assets and messages come from: a publisher's folder first, then our own.
 *
 * <p>The folder is laid out as ours: {@code templates/article.html}, {@code templates/fragments/…},
 * {@code assets/site.css}, {@code messages.properties} in the site's own language, {@code messages_de.properties}. A file
 * there stands in for ours of the same name; {@code assets/theme.css}, which we have none of, is read after
 * {@code site.css}.
 */
public final class Theme {
    private static final String OUR_ASSETS = "classpath:/static/assets/";
    private static final String OURS = "classpath:/";
    private static final int VERSION_LENGTH = 10;

    private final @Nullable String folder;

    /** @param folder the publisher's folder, or null */
    public Theme(java.nio.file.@Nullable Path folder) {
        this.folder = folder == null
                ? null
                : folder.toAbsolutePath().toUri().toString().replaceAll("/?$", "/");
    }

    /** Where the folder's templates are, or null where there is no folder. */
    @Nullable
    public String templates() {
        return folder == null ? null : folder + "templates/";
    }

    /** Whether the folder has a style sheet of its own, which is read after ours. */
    public boolean hasStyles() {
        return folder != null
                && new PathMatchingResourcePatternResolver()
                        .getResource(folder + "assets/theme.css")
                        .exists();
    }

    /** The places of assets, in the order in which they are looked through. */
    public List<String> assets() {
        return folder == null ? List.of(OUR_ASSETS) : List.of(folder + "assets/", OUR_ASSETS);
    }

    /**
     * The files of messages in a language, the first that has one wins. A file without a language in its name is of the
     * site's own where it is the publisher's, and English where it is ours.
     */
    List<String> messages(Locale locale, boolean own) {
        String general = "messages.properties";
        String regional = "messages_" + locale.toLanguageTag() + ".properties";
        String named = "messages_" + locale.getLanguage() + ".properties";
        List<String> places = new ArrayList<>();
        if (folder != null) {
            places.add(folder + regional);
            places.add(folder + named);
            if (own) {
                places.add(folder + general);
            }
        }
        if (!locale.getLanguage().equals("en")) {
            places.add(OURS + named);
        }
        places.add(OURS + general);
        if (folder != null) {
            places.add(folder + general);
        }
        return places;
    }

    /**
     * A name for all assets as they are now: it changes when any of them does, so that browsers may keep them for good.
     */
    public String assetVersion() {
        MessageDigest digest = sha256();
        PathMatchingResourcePatternResolver resolver = new PathMatchingResourcePatternResolver();
        for (String place : assets()) {
            try {
                for (Resource file : files(resolver, place)) {
                    digest.update(String.valueOf(file.getFilename()).getBytes(StandardCharsets.UTF_8));
                    try (InputStream content = file.getInputStream()) {
                        digest.update(content.readAllBytes());
                    }
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException("cannot read the assets in " + place, unreadable);
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
    }

    private static List<Resource> files(PathMatchingResourcePatternResolver resolver, String place) throws IOException {
        List<Resource> files = new ArrayList<>();
        Stream.of(resolver.getResources(place + "**/*"))
                .filter(Resource::isReadable)
                .sorted(Comparator.comparing(Resource::getDescription))
                .forEach(files::add);
        return files;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
