package org.pressroom.gateway.site;

import java.net.URI;
import java.net.URISyntaxException;
import org.pressroom.gateway.cookies.LanguageCookie;
import org.pressroom.gateway.languages.InterfaceLanguages;
import org.pressroom.gateway.site.rendering.FormFields;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** The choice of a language at the foot of each page, which goes before what a browser wishes for. */
final class LanguageChoice {
    private static final int LONGEST = 2000;

    private final InterfaceLanguages languages;
    private final LanguageCookie cookie;

    LanguageChoice(InterfaceLanguages languages, LanguageCookie cookie) {
        this.languages = languages;
        this.cookie = cookie;
    }

    /** {@code POST /language}: keeps the choice, and answers 303 to the page on which it was made. */
    Mono<ServerResponse> choose(ServerRequest request) {
        return request.formData().flatMap(fields -> {
            String language = languages.named(FormFields.text(fields, "language"));
            return language == null
                    ? Mono.error(new ResponseStatusException(HttpStatus.BAD_REQUEST))
                    : ServerResponse.seeOther(page(FormFields.text(fields, "page")))
                            .cookie(cookie.of(language))
                            .build();
        });
    }

    /** A page of this site; the front page for what is none. */
    private static URI page(String address) {
        URI front = URI.create("/");
        if (!address.startsWith("/") || address.startsWith("//") || address.length() > LONGEST) {
            return front;
        }
        try {
            URI page = new URI(address);
            return page.getRawAuthority() == null && page.getScheme() == null && address.equals(page.toASCIIString())
                    ? page
                    : front;
        } catch (URISyntaxException none) {
            return front;
        }
    }
}
