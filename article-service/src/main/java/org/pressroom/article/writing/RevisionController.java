package org.pressroom.article.writing;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.comparing.TextDifference;
import org.pressroom.article.writing.DraftController.DraftView;
import org.pressroom.common.contract.Cover;
import org.pressroom.common.http.Actors;
import org.pressroom.common.http.ETags;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.markup.RenderingThreads;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.security.Caller;
import org.pressroom.common.usecase.ExpectedVersion;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What was written before, by whom and when, and the way back to it. */
@Tag(name = "Revisions")
@RestController
class RevisionController {

    private final DraftRepository drafts;
    private final RevisionRepository revisions;
    private final RestoreRevision restoreRevision;
    private final RenderingThreads threads;
    private final TaggedJson json;

    RevisionController(
            DraftRepository drafts,
            RevisionRepository revisions,
            RestoreRevision restoreRevision,
            RenderingThreads threads,
            TaggedJson json) {
        this.drafts = drafts;
        this.revisions = revisions;
        this.restoreRevision = restoreRevision;
        this.threads = threads;
        this.json = json;
    }

    /** How a revision came about. */
    enum Origin {
        @JsonProperty("saved")
        SAVED,
        @JsonProperty("autosaved")
        AUTOSAVED,
        @JsonProperty("restored")
        RESTORED
    }

    /**
     * A revision, without what was written.
     *
     * @param number from 1, growing; there may be gaps
     * @param restoredFrom the number of the one that was brought back; null but for {@code restored}
     * @param editor who saved it; null where the house itself did
     * @param createdAt when it was saved first
     * @param savedAt when it took in what was saved automatically last
     * @param publishedAt when readers came to see it; null where they never did
     */
    record RevisionLine(
            int number,
            Origin origin,
            @Nullable Integer restoredFrom,
            Revision.@Nullable Editor editor,
            String title,
            Instant createdAt,
            Instant savedAt,
            @Nullable Instant publishedAt) {

        static RevisionLine of(Revision revision) {
            Integer restoredFrom =
                    revision.origin() instanceof RevisionOrigin.Restored restored ? restored.number() : null;
            return new RevisionLine(
                    revision.number(),
                    restoredFrom != null
                            ? Origin.RESTORED
                            : revision.origin() instanceof RevisionOrigin.Autosaved ? Origin.AUTOSAVED : Origin.SAVED,
                    restoredFrom,
                    revision.editor(),
                    revision.title(),
                    revision.createdAt(),
                    revision.savedAt(),
                    revision.publishedAt());
        }
    }

    /**
     * A revision, with all that was written.
     *
     * @param bylines who its authors were, as they are called now
     */
    record WholeRevision(RevisionLine revision, DraftContent content, List<Byline> bylines) {}

    /**
     * How one revision became another.
     *
     * @param from null for nothing: the first revision is compared with that
     * @param fields those but the body that are others
     * @param body its rows, side by side; none where it is the same
     */
    record Difference(
            @Nullable RevisionLine from, RevisionLine to, List<FieldChange> fields, List<TextDifference.Row> body) {}

    /**
     * A field that is another.
     *
     * @param field as it is called in a draft
     * @param before,after null for none; a list as one line with commas
     */
    record FieldChange(
            String field, @Nullable String before, @Nullable String after) {}

    /** Lists an article's revisions, the newest first. The newest is what the draft holds. */
    @GetMapping("/api/articles/{id}/revisions")
    Mono<ResponseEntity<JsonBytes<Page<RevisionLine>>>> listRevisions(
            @ForWriters Caller caller,
            @PathVariable UUID id,
            ServerHttpRequest request,
            @RequestParam @Nullable String limit,
            @RequestParam @Nullable String after) {
        PageRequest page = PageRequest.of(List.of("revisions", id), limit, after);
        return Refusals.orProblemOf(drafts.author(id, Actors.account(caller)), request)
                .then(revisions.page(id, page))
                .map(found -> json.respond(request, found.map(RevisionLine::of)));
    }

    /** Reads a revision. */
    @GetMapping("/api/articles/{id}/revisions/{number}")
    Mono<ResponseEntity<JsonBytes<WholeRevision>>> readRevision(
            @ForWriters Caller caller, @PathVariable UUID id, @PathVariable int number, ServerHttpRequest request) {
        return Refusals.orProblemOf(drafts.author(id, Actors.account(caller)).then(revisions.find(id, number)), request)
                .map(found -> json.respond(
                        request,
                        new WholeRevision(RevisionLine.of(found.revision()), found.content(), found.authors())));
    }

    /**
     * Compares a revision with an earlier one.
     *
     * @param from the number of the earlier one; the one before where it is left out
     */
    @GetMapping("/api/articles/{id}/revisions/{number}/difference")
    Mono<ResponseEntity<JsonBytes<Difference>>> compareRevisions(
            @ForWriters Caller caller,
            @PathVariable UUID id,
            @PathVariable int number,
            @RequestParam @Nullable Integer from,
            ServerHttpRequest request) {
        Mono<RevisionRepository.Whole> earlier =
                from == null ? revisions.findBefore(id, number) : revisions.find(id, from);
        Mono<Difference> difference = drafts.author(id, Actors.account(caller))
                .then(revisions.find(id, number))
                .flatMap(to -> earlier.flatMap(before -> threads.render(() -> difference(before, to)))
                        .switchIfEmpty(Mono.defer(() -> threads.render(() -> difference(null, to)))));
        return Refusals.orProblemOf(difference, request).map(found -> json.respond(request, found));
    }

    /** Compares the draft of a published article with what readers see of it. */
    @GetMapping("/api/drafts/{id}/changes")
    @ApiResponse(responseCode = "200")
    @ApiResponse(
            responseCode = "409",
            description = "Readers do not see the article, or have since before revisions were kept.")
    Mono<ResponseEntity<JsonBytes<Difference>>> compareDraft(
            @ForWriters Caller caller, @PathVariable UUID id, ServerHttpRequest request) {
        Mono<Difference> difference = drafts.find(id, Actors.account(caller))
                .doOnNext(DraftRules::requirePublished)
                .then(Mono.zip(revisions.findPublished(id), revisions.findNewest(id)))
                .switchIfEmpty(Mono.error(DraftRules::unknownToReaders))
                .flatMap(found -> threads.render(() -> difference(found.getT1(), found.getT2())));
        return Refusals.orProblemOf(difference, request).map(found -> json.respond(request, found));
    }

    /**
     * Makes an earlier revision the working copy again, as a new revision; what readers see stays until it is published.
     * Its address stays where readers know it, and its authors where the caller may not name those that it had.
     */
    @PostMapping("/api/articles/{id}/revisions/{number}/restore")
    @ApiResponse(responseCode = "200", headers = @Header(name = HttpHeaders.ETAG))
    @ApiResponse(responseCode = "409", description = "Another article has the slug.")
    Mono<ResponseEntity<DraftView>> restoreRevision(
            @ForWriters Caller caller,
            @PathVariable UUID id,
            @PathVariable int number,
            ExpectedVersion expected,
            ServerHttpRequest request) {
        return Refusals.orProblem(
                        restoreRevision.execute(
                                new RestoreRevision.Command(id, number, Actors.account(caller), expected)),
                        request)
                .map(draft ->
                        ResponseEntity.ok().eTag(ETags.strong(draft.version())).body(DraftView.whole(draft)));
    }

    private static Difference difference(RevisionRepository.@Nullable Whole before, RevisionRepository.Whole after) {
        DraftContent left = before == null ? null : before.content();
        DraftContent right = after.content();
        List<FieldChange> fields = Stream.of(
                        change("authors", before == null ? null : names(before), names(after)),
                        change("title", left == null ? null : left.title(), right.title()),
                        change("summary", left == null ? null : left.summary(), right.summary()),
                        change("category", left == null ? null : left.category(), right.category()),
                        change("tags", left == null ? null : line(left.tags()), line(right.tags())),
                        change("slug", left == null ? null : left.slug(), right.slug()),
                        change("cover.url", cover(left, Cover::url), cover(right, Cover::url)),
                        change("cover.alt", cover(left, Cover::alt), cover(right, Cover::alt)),
                        change("kind", left == null ? null : name(left.kind()), name(right.kind())),
                        change(
                                "menuPosition",
                                written(left, DraftContent::menuPosition),
                                written(right, DraftContent::menuPosition)),
                        change(
                                "seo.title",
                                left == null ? null : left.seo().title(),
                                right.seo().title()),
                        change(
                                "seo.description",
                                left == null ? null : left.seo().description(),
                                right.seo().description()),
                        change(
                                "seo.canonicalUrl",
                                left == null ? null : left.seo().canonicalUrl(),
                                right.seo().canonicalUrl()),
                        change("visibility", left == null ? null : name(left.visibility()), name(right.visibility())),
                        change(
                                "language",
                                written(left, DraftContent::language),
                                written(right, DraftContent::language)),
                        change(
                                "translationOf",
                                written(left, DraftContent::translationOf),
                                written(right, DraftContent::translationOf)),
                        change("format", left == null ? null : name(left.format()), name(right.format())),
                        change(
                                "commentPolicy",
                                left == null ? null : name(left.commentPolicy()),
                                name(right.commentPolicy())),
                        change(
                                "commentDays",
                                written(left, DraftContent::commentDays),
                                written(right, DraftContent::commentDays)))
                .filter(change -> !Objects.equals(change.before(), change.after()))
                .toList();
        return new Difference(
                before == null ? null : RevisionLine.of(before.revision()),
                RevisionLine.of(after.revision()),
                fields,
                TextDifference.of(left == null ? "" : left.body(), right.body()));
    }

    private static FieldChange change(String field, @Nullable String before, @Nullable String after) {
        return new FieldChange(field, before, after);
    }

    private static @Nullable String cover(@Nullable DraftContent content, Function<Cover, @Nullable String> part) {
        Cover cover = content == null ? null : content.cover();
        return cover == null ? null : part.apply(cover);
    }

    private static @Nullable String written(
            @Nullable DraftContent content, Function<DraftContent, @Nullable Object> part) {
        Object value = content == null ? null : part.apply(content);
        return value == null ? null : value.toString();
    }

    private static @Nullable String names(RevisionRepository.Whole revision) {
        return line(revision.authors().stream()
                .map(author -> author.name().isBlank() ? author.slug() : author.name())
                .toList());
    }

    private static @Nullable String line(List<String> names) {
        return names.isEmpty() ? null : String.join(", ", names);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
