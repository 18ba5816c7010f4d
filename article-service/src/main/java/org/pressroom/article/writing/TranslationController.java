package org.pressroom.article.writing;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.pressroom.article.writing.TranslationRepository.Translation;
import org.pressroom.common.http.Actors;
import org.pressroom.common.http.JsonBytes;
import org.pressroom.common.http.Refusals;
import org.pressroom.common.http.TaggedJson;
import org.pressroom.common.paging.Page;
import org.pressroom.common.security.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The same article in other languages. */
@Tag(name = "Drafts")
@RestController
class TranslationController {

    private final DraftRepository drafts;
    private final TranslationRepository translations;
    private final TaggedJson json;

    TranslationController(DraftRepository drafts, TranslationRepository translations, TaggedJson json) {
        this.drafts = drafts;
        this.translations = translations;
        this.json = json;
    }

    /** Lists the other translations of an article, published or not, by their languages: all of them at once. */
    @GetMapping("/api/drafts/{id}/translations")
    Mono<ResponseEntity<JsonBytes<Page<Translation>>>> listTranslations(
            @ForWriters Caller caller, @PathVariable UUID id, ServerHttpRequest request) {
        return Refusals.orProblemOf(drafts.author(id, Actors.account(caller)), request)
                .then(translations.others(id).collectList())
                .map(found -> json.respond(request, new Page<>(found, null)));
    }
}
