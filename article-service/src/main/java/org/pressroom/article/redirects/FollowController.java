package org.pressroom.article.redirects;

import org.jspecify.annotations.Nullable;
import org.pressroom.common.contract.RedirectAnswer;
import org.pressroom.common.problem.Problems;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** For the gateway: where an address leads at which there is no page. */
@RestController
class FollowController {

    private final RedirectRepository redirects;

    FollowController(RedirectRepository redirects) {
        this.redirects = redirects;
    }

    /** @param from the path and the query as they were sent */
    @GetMapping("/internal/redirects")
    Mono<RedirectAnswer> follow(@RequestParam String from) {
        return Mono.justOrEmpty(RedirectSource.of(from))
                .flatMap(redirects::find)
                .map(redirect -> new RedirectAnswer(redirect.status(), location(redirect.target())))
                .switchIfEmpty(Mono.error(() -> Problems.notFound("This address leads nowhere.")));
    }

    private static @Nullable String location(@Nullable RedirectTarget target) {
        return target == null ? null : target.location();
    }
}
