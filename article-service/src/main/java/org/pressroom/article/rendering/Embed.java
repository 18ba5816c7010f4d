package org.pressroom.article.rendering;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.EmbedService;

/**
 * A film, a sound or a post of a service, told by its address: that of its page, or that of the frame that the service
 * gives out for others' pages.
 *
 * @param id as {@link EmbedService#isId} has it
 * @param page where it stands at the service
 */
record Embed(EmbedService service, String id, String page) {

    private static final int LONGEST_ADDRESS = 500;

    private static final List<Rule> RULES = List.of(
            rule(
                    EmbedService.YOUTUBE,
                    "(?:www\\.|m\\.|music\\.)?youtube\\.com/watch\\?(?:[^#]*&)?v=([\\w-]{11})(?:[&#].*)?"),
            rule(EmbedService.YOUTUBE, "youtu\\.be/([\\w-]{11})(?:[?#].*)?"),
            rule(
                    EmbedService.YOUTUBE,
                    "(?:www\\.|m\\.)?youtube(?:-nocookie)?\\.com/(?:embed|shorts|live|v)/([\\w-]{11})(?:[?#].*)?",
                    "https://www.youtube.com/watch?v=$1"),
            rule(
                    EmbedService.VIMEO,
                    "(?:www\\.)?vimeo\\.com/(?:channels/[\\w-]+/|groups/[\\w-]+/videos/)?([0-9]{5,12}(?:/[0-9a-f]{6,16})?)/?(?:[?#].*)?"),
            rule(EmbedService.VIMEO, "player\\.vimeo\\.com/video/([0-9]{5,12})(?:[?#].*)?", "https://vimeo.com/$1"),
            rule(EmbedService.DAILYMOTION, "(?:www\\.)?dailymotion\\.com/video/([a-z0-9]{5,10})(?:[?#_].*)?"),
            rule(EmbedService.DAILYMOTION, "dai\\.ly/([a-z0-9]{5,10})"),
            rule(
                    EmbedService.DAILYMOTION,
                    "(?:(?:www\\.)?dailymotion\\.com/embed/video/|geo\\.dailymotion\\.com/player(?:/\\w+)?\\.html\\?video=)"
                            + "([a-z0-9]{5,10})(?:[?&#].*)?",
                    "https://www.dailymotion.com/video/$1"),
            rule(EmbedService.TIKTOK, "(?:www\\.|m\\.)?tiktok\\.com/@[\\w.-]+/video/([0-9]{15,22})/?(?:[?#].*)?"),
            rule(
                    EmbedService.TIKTOK,
                    "(?:www\\.)?tiktok\\.com/(?:embed(?:/v2)?|player/v1)/([0-9]{15,22})/?(?:[?#].*)?"),
            rule(
                    EmbedService.INSTAGRAM,
                    "(?:www\\.)?instagram\\.com/(?:[\\w.]+/)?((?:p|reel|tv)/[\\w-]{5,40})/?(?:embed/?(?:captioned/?)?)?(?:[?#].*)?",
                    "https://www.instagram.com/$1/"),
            rule(
                    EmbedService.X,
                    "(?:www\\.|mobile\\.)?(?:twitter|x)\\.com/\\w{1,20}/status(?:es)?/([0-9]{5,22})/?(?:[?#].*)?"),
            rule(
                    EmbedService.X,
                    "platform\\.twitter\\.com/embed/Tweet\\.html\\?(?:[^#]*&)?id=([0-9]{5,22})(?:[&#].*)?",
                    "https://x.com/i/status/$1"),
            rule(
                    EmbedService.SPOTIFY,
                    "open\\.spotify\\.com/(?:intl-[a-z]{2}/)?(?:embed/)?((?:track|album|playlist|episode|show|artist)/\\w{22})"
                            + "(?:[?#].*)?",
                    "https://open.spotify.com/$1"),
            rule(
                    EmbedService.SOUNDCLOUD,
                    "(?:www\\.|m\\.)?soundcloud\\.com/(?!discover/|search/|you/|charts/|stations/|pages/)"
                            + "([\\w-]{1,60}/(?:sets/)?[\\w-]{1,160})/?(?:[?#].*)?"),
            rule(EmbedService.BLUESKY, "bsky\\.app/profile/([\\w.:-]{3,120})/post/([a-z0-9]{10,20})/?(?:[?#].*)?"),
            rule(
                    EmbedService.BLUESKY,
                    "embed\\.bsky\\.app/embed/([\\w.:-]{3,120})/app\\.bsky\\.feed\\.post/([a-z0-9]{10,20})(?:[?#].*)?",
                    "https://bsky.app/profile/$1/post/$2"),
            rule(
                    EmbedService.MASTODON,
                    "([a-z0-9-]+(?:\\.[a-z0-9-]+){1,4})/(@\\w{1,64})/([0-9]{15,20})(?:/embed)?",
                    "https://$1/$2/$3"));

    /** The player takes the address of what it plays. */
    private static final Rule PLAYER = rule(
            EmbedService.SOUNDCLOUD,
            "w\\.soundcloud\\.com/player/\\?(?:[^#]*&)?url=https?(?::|%3A)(?://|%2F%2F)api\\.soundcloud\\.com(?:/|%2F)"
                    + "(tracks|playlists)(?:/|%2F)([0-9]{1,15})(?:[&#].*)?");

    private static final Pattern START = Pattern.compile("[?&#](?:t|start)=([0-9]{1,5})s?(?:[&#]|$)");

    /** What stands at an address, of the services that we know; else empty. */
    static Optional<Embed> at(String address) {
        if (address.length() > LONGEST_ADDRESS || !address.regionMatches(true, 0, "http", 0, 4)) {
            return Optional.empty();
        }
        Matcher player = PLAYER.address.matcher(address);
        if (player.matches()) {
            return Optional.of(new Embed(PLAYER.service, "api/" + player.group(1) + "/" + player.group(2), address));
        }
        return RULES.stream()
                .map(rule -> rule.at(address))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** @param page where the address is a frame's, the page in its place */
    private record Rule(
            EmbedService service, Pattern address, @Nullable String page) {

        Optional<Embed> at(String typed) {
            Matcher matcher = address.matcher(typed);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            StringBuilder id = new StringBuilder(matcher.group(1));
            String at = page == null ? typed : page.replace("$1", matcher.group(1));
            for (int group = 2; group <= matcher.groupCount(); group++) {
                id.append('/').append(matcher.group(group));
                at = at.replace("$" + group, matcher.group(group));
            }
            Matcher start = START.matcher(typed);
            if (service == EmbedService.YOUTUBE && start.find()) {
                id.append('/').append(start.group(1));
            }
            return service.isId(id.toString()) ? Optional.of(new Embed(service, id.toString(), at)) : Optional.empty();
        }
    }

    private static Rule rule(EmbedService service, String address) {
        return rule(service, address, null);
    }

    private static Rule rule(EmbedService service, String address, @Nullable String page) {
        return new Rule(service, Pattern.compile("(?i:https?)://" + address), page);
    }
}
