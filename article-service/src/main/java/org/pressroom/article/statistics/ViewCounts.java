package org.pressroom.article.statistics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.events.ArticlesViewed;
import org.pressroom.common.events.ArticlesViewed.Counted;

/** Views of several moments, added up by all that they are kept by. */
final class ViewCounts {

    /** What stands for no source, and for a language or a country that is not known. */
    static final String NONE = "";

    private final Map<ArticleHour, Count> hours = new HashMap<>();
    private final Map<ArticleSource, Count> sources = new HashMap<>();
    private final Map<ArticleLanguage, Count> languages = new HashMap<>();

    record ArticleHour(UUID articleId, Instant hour) {}

    record ArticleSource(UUID articleId, LocalDate day, String source) {}

    record ArticleLanguage(UUID articleId, LocalDate day, String language, String country) {}

    record Count(long views, long reads) {
        Count plus(Count other) {
            return new Count(views + other.views, reads + other.reads);
        }
    }

    static ViewCounts of(Collection<ArticlesViewed> moments) {
        ViewCounts counts = new ViewCounts();
        moments.forEach(moment -> moment.counts().forEach(counted -> counts.add(moment.hour(), counted)));
        return counts;
    }

    private void add(Instant hour, Counted counted) {
        UUID article = counted.articleId();
        Count count = new Count(counted.views(), counted.reads());
        hours.merge(new ArticleHour(article, hour), count, Count::plus);
        if (counted.views() > 0) {
            LocalDate day = day(hour);
            sources.merge(new ArticleSource(article, day, orNone(counted.source())), count, Count::plus);
            languages.merge(
                    new ArticleLanguage(article, day, orNone(counted.language()), orNone(counted.country())),
                    count,
                    Count::plus);
        }
    }

    private static String orNone(@Nullable String text) {
        return text == null ? NONE : text;
    }

    /** Of UTC. */
    static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    Set<UUID> articles() {
        return hours.keySet().stream().map(ArticleHour::articleId).collect(Collectors.toSet());
    }

    /** Those of these articles alone. */
    ViewCounts among(Set<UUID> articles) {
        ViewCounts counts = new ViewCounts();
        counts.hours.putAll(hours);
        counts.hours.keySet().removeIf(key -> !articles.contains(key.articleId()));
        counts.sources.putAll(sources);
        counts.sources.keySet().removeIf(key -> !articles.contains(key.articleId()));
        counts.languages.putAll(languages);
        counts.languages.keySet().removeIf(key -> !articles.contains(key.articleId()));
        return counts;
    }

    Map<ArticleHour, Count> hours() {
        return hours;
    }

    Map<ArticleSource, Count> sources() {
        return sources;
    }

    Map<ArticleLanguage, Count> languages() {
        return languages;
    }
}
