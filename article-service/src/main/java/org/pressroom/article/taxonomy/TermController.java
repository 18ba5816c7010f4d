package org.pressroom.article.taxonomy;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.CategoryView;
import org.pressroom.common.contract.TagView;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.idempotency.IdempotencyKeys;
import org.pressroom.common.idempotency.Idempotent;
import org.pressroom.common.security.Caller;
import org.pressroom.common.validation.Line;
import org.pressroom.common.validation.SlugShape;
import org.pressroom.common.validation.Text;
import org.pressroom.common.validation.TextLimits;
import org.pressroom.common.validation.WebAddress;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What editors make of categories and tags. */
@Tag(name = "Taxonomy")
@RestController
class TermController {

    /** The last place that can be asked for among others. */
    private static final int LAST = 100_000;

    private final StartTerm startTerm;
    private final ReviseTerm reviseTerm;
    private final MergeTerm mergeTerm;
    private final DeleteTerm deleteTerm;
    private final TermQueries terms;
    private final IdempotencyKeys idempotency;

    TermController(
            StartTerm startTerm,
            ReviseTerm reviseTerm,
            MergeTerm mergeTerm,
            DeleteTerm deleteTerm,
            TermQueries terms,
            IdempotencyKeys idempotency) {
        this.startTerm = startTerm;
        this.reviseTerm = reviseTerm;
        this.mergeTerm = mergeTerm;
        this.deleteTerm = deleteTerm;
        this.terms = terms;
        this.idempotency = idempotency;
    }

    /**
     * A category to be.
     *
     * @param slug made from the name where it is left out
     * @param description as plain text
     * @param picture an http or https address, or a path on this site
     * @param pictureAlt what is said to those who do not see it
     * @param parent the slug of the category that it is to lie beneath; at the top where it is left out
     * @param position among those beneath the same one, from 0; the last where it is left out
     */
    record NewCategory(
            @NotNull @Line(min = 1, max = TextLimits.TERM) String name,

            @Nullable @SlugShape String slug,

            @Nullable @Text(max = TextLimits.TERM_DESCRIPTION)
            String description,

            @Nullable @WebAddress(max = TextLimits.COVER, pathToo = true)
            String picture,

            @Nullable @Line(max = TextLimits.ALTERNATIVE) String pictureAlt,

            @Nullable String parent,

            @Nullable @Min(0) @Max(LAST) Integer position) {

        private StartTerm.Command command() {
            return new StartTerm.Command(
                    TermKind.CATEGORY,
                    name,
                    new TermChange(
                            null, slug, description, picture, pictureAlt, parent == null ? "" : parent, position));
        }
    }

    /**
     * A tag to be.
     *
     * @param slug made from the name where it is left out
     * @param description as plain text
     * @param picture an http or https address, or a path on this site
     * @param pictureAlt what is said to those who do not see it
     */
    record NewTag(
            @NotNull @Line(min = 1, max = TextLimits.TERM) String name,

            @Nullable @SlugShape String slug,

            @Nullable @Text(max = TextLimits.TERM_DESCRIPTION)
            String description,

            @Nullable @WebAddress(max = TextLimits.COVER, pathToo = true)
            String picture,

            @Nullable @Line(max = TextLimits.ALTERNATIVE) String pictureAlt) {

        private StartTerm.Command command() {
            return new StartTerm.Command(
                    TermKind.TAG, name, new TermChange(null, slug, description, picture, pictureAlt, null, null));
        }
    }

    /**
     * What may be changed of a category; what is left out stays.
     *
     * @param slug the address; the former one leads on to it
     * @param description as plain text; empty for none
     * @param picture an http or https address, or a path on this site; empty for none
     * @param pictureAlt what is said to those who do not see it; empty for nothing
     * @param parent the slug of the category that it is to lie beneath; empty for the top
     * @param position among those beneath the same one, from 0
     */
    record CategoryUpdate(
            @Nullable @Line(min = 1, max = TextLimits.TERM) String name,

            @Nullable @SlugShape String slug,

            @Nullable @Text(max = TextLimits.TERM_DESCRIPTION)
            String description,

            @Nullable @WebAddress(max = TextLimits.COVER, pathToo = true)
            String picture,

            @Nullable @Line(max = TextLimits.ALTERNATIVE) String pictureAlt,

            @Nullable String parent,

            @Nullable @Min(0) @Max(LAST) Integer position) {

        private TermChange change() {
            return new TermChange(name, slug, description, picture, pictureAlt, parent, position);
        }
    }

    /**
     * What may be changed of a tag; what is left out stays.
     *
     * @param slug the address; the former one leads on to it
     * @param description as plain text; empty for none
     * @param picture an http or https address, or a path on this site; empty for none
     * @param pictureAlt what is said to those who do not see it; empty for nothing
     */
    record TagUpdate(
            @Nullable @Line(min = 1, max = TextLimits.TERM) String name,

            @Nullable @SlugShape String slug,

            @Nullable @Text(max = TextLimits.TERM_DESCRIPTION)
            String description,

            @Nullable @WebAddress(max = TextLimits.COVER, pathToo = true)
            String picture,

            @Nullable @Line(max = TextLimits.ALTERNATIVE) String pictureAlt) {

        private TermChange change() {
            return new TermChange(name, slug, description, picture, pictureAlt, null, null);
        }
    }

    /** Makes a category before an article has it. */
    @Idempotent
    @PostMapping("/api/categories")
    @ApiResponse(responseCode = "201", headers = @Header(name = HttpHeaders.LOCATION))
    @ApiResponse(
            responseCode = "409",
            description = "There is one of this name or address, or the key had another body.")
    Mono<ResponseEntity<JsonBytes<CategoryView>>> startCategory(
            @ForEditors Caller caller, ServerWebExchange exchange, @Valid @RequestBody Mono<NewCategory> body) {
        return body.flatMap(content -> idempotency.run(
                exchange, caller, content, () -> started(content.command(), terms::category, exchange)));
    }

    /** Makes a tag before an article has it. */
    @Idempotent
    @PostMapping("/api/tags")
    @ApiResponse(responseCode = "201", headers = @Header(name = HttpHeaders.LOCATION))
    @ApiResponse(
            responseCode = "409",
            description = "There is one of this name or address, or the key had another body.")
    Mono<ResponseEntity<JsonBytes<TagView>>> startTag(
            @ForEditors Caller caller, ServerWebExchange exchange, @Valid @RequestBody Mono<NewTag> body) {
        return body.flatMap(content ->
                idempotency.run(exchange, caller, content, () -> started(content.command(), terms::tag, exchange)));
    }

    private <T> Mono<ResponseEntity<T>> started(
            StartTerm.Command command, Function<String, Mono<T>> read, ServerWebExchange exchange) {
        return Refusals.orProblem(startTerm.execute(command), exchange.getRequest())
                .flatMap(term -> read.apply(term.slug()).map(view -> ResponseEntity.created(
                                URI.create(command.kind().path() + term.slug()))
                        .body(view)));
    }

    /**
     * Changes a category: what it is called, where it is found, what is said of it, and where it stands in the tree. Its
     * articles are told of anew, a few at a time.
     */
    @PatchMapping("/api/categories/{slug}")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "409", description = "Another has this name, or has or had this address.")
    Mono<CategoryView> changeCategory(
            @ForEditors Caller caller,
            @PathVariable String slug,
            ServerHttpRequest request,
            @Valid @RequestBody Mono<CategoryUpdate> body) {
        return body.flatMap(update -> revised(TermKind.CATEGORY, slug, update.change(), terms::category, request));
    }

    /** Changes a tag: what it is called, where it is found, and what is said of it. */
    @PatchMapping("/api/tags/{slug}")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "409", description = "Another has this name, or has or had this address.")
    Mono<TagView> changeTag(
            @ForEditors Caller caller,
            @PathVariable String slug,
            ServerHttpRequest request,
            @Valid @RequestBody Mono<TagUpdate> body) {
        return body.flatMap(update -> revised(TermKind.TAG, slug, update.change(), terms::tag, request));
    }

    /**
     * What a term is to be merged into.
     *
     * @param into the slug of another of its kind
     */
    record Merge(@NotNull @SlugShape String into) {}

    /**
     * Merges a category into another: whoever writes its name means that one from now on, its address leads there, what lies
     * beneath it comes to lie beneath that one, and its articles are moved a few at a time.
     */
    @PostMapping("/api/categories/{slug}/merge")
    @ApiResponse(responseCode = "202", headers = @Header(name = HttpHeaders.LOCATION))
    Mono<ResponseEntity<Void>> mergeCategory(
            @ForEditors Caller caller,
            @PathVariable String slug,
            ServerHttpRequest request,
            @Valid @RequestBody Mono<Merge> body) {
        return body.flatMap(merge -> merged(TermKind.CATEGORY, slug, merge, request));
    }

    /**
     * Merges a tag into another: whoever writes its name means that one from now on, its address leads there, and its articles
     * get that one in its place, a few at a time.
     */
    @PostMapping("/api/tags/{slug}/merge")
    @ApiResponse(responseCode = "202", headers = @Header(name = HttpHeaders.LOCATION))
    Mono<ResponseEntity<Void>> mergeTag(
            @ForEditors Caller caller,
            @PathVariable String slug,
            ServerHttpRequest request,
            @Valid @RequestBody Mono<Merge> body) {
        return body.flatMap(merge -> merged(TermKind.TAG, slug, merge, request));
    }

    private Mono<ResponseEntity<Void>> merged(TermKind kind, String slug, Merge merge, ServerHttpRequest request) {
        return Refusals.orProblem(mergeTerm.execute(new MergeTerm.Command(kind, slug, merge.into())), request)
                .map(into -> ResponseEntity.accepted()
                        .location(URI.create(kind.path() + into.slug()))
                        .build());
    }

    /**
     * Deletes a category: it is found no more, what lies beneath it comes to lie where it did, and its articles and drafts lose
     * it a few at a time.
     */
    @DeleteMapping("/api/categories/{slug}")
    @ApiResponse(responseCode = "202")
    Mono<ResponseEntity<Void>> deleteCategory(
            @ForEditors Caller caller, @PathVariable String slug, ServerHttpRequest request) {
        return deleted(TermKind.CATEGORY, slug, request);
    }

    /** Deletes a tag: it is found no more, and its articles and drafts lose it a few at a time. */
    @DeleteMapping("/api/tags/{slug}")
    @ApiResponse(responseCode = "202")
    Mono<ResponseEntity<Void>> deleteTag(
            @ForEditors Caller caller, @PathVariable String slug, ServerHttpRequest request) {
        return deleted(TermKind.TAG, slug, request);
    }

    private Mono<ResponseEntity<Void>> deleted(TermKind kind, String slug, ServerHttpRequest request) {
        return Refusals.orProblem(deleteTerm.execute(new DeleteTerm.Command(kind, slug)), request)
                .map(term -> ResponseEntity.accepted().build());
    }

    private <T> Mono<T> revised(
            TermKind kind, String slug, TermChange change, Function<String, Mono<T>> read, ServerHttpRequest request) {
        return Refusals.orProblem(reviseTerm.execute(new ReviseTerm.Command(kind, slug, change)), request)
                .flatMap(term -> read.apply(term.slug()));
    }
}
