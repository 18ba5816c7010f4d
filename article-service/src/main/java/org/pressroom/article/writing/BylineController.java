package org.pressroom.article.writing;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pressroom.article.authors.AuthorRepository;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.paging.Page;
import org.pressroom.common.paging.PageRequest;
import org.pressroom.common.security.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Who can be named as an author. */
@Tag(name = "Drafts")
@RestController
class BylineController {

    private final AuthorRepository authors;
    private final TaggedJson json;

    BylineController(AuthorRepository authors, TaggedJson json) {
        this.authors = authors;
        this.json = json;
    }

    /** Lists who can be named as an author of an article, by their slugs: all who have an account. */
    @GetMapping("/api/bylines")
    Mono<ResponseEntity<JsonBytes<Page<Byline>>>> listBylines(
            @ForWriters Caller caller,
            ServerHttpRequest request,
            @RequestParam @Nullable String limit,
            @RequestParam @Nullable String after) {
        return authors.page(PageRequest.of(List.of("bylines"), limit, after))
                .map(page -> json.respond(request, page.map(Byline::of)));
    }
}
