package org.pressroom.common.http;

import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.NotAcceptableStatusException;
import tools.jackson.databind.json.JsonMapper;

/** Answers of JSON that are tagged by what is sent, which is made once: for what has no version that tells it all. */
public final class TaggedJson {

    private final JsonMapper json;

    public TaggedJson(JsonMapper json) {
        this.json = json;
    }

    /** 304 where the caller has it already, else the body; both with the weak tag of the body. */
    public <T> ResponseEntity<JsonBytes<T>> respond(ServerHttpRequest request, T body) {
        List<MediaType> accepted = accepted(request);
        if (!accepted.isEmpty() && accepted.stream().noneMatch(MediaType.APPLICATION_JSON::isCompatibleWith)) {
            throw new NotAcceptableStatusException(List.of(MediaType.APPLICATION_JSON));
        }
        ResponseEntity<JsonBytes<T>> answer = tagged(body);
        String tag = String.valueOf(answer.getHeaders().getETag());
        return ETags.isKnown(request.getHeaders(), tag)
                ? ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                        .eTag(tag)
                        .cacheControl(CacheControl.noCache())
                        .build()
                : ResponseEntity.ok()
                        .headers(answer.getHeaders())
                        .cacheControl(CacheControl.noCache())
                        .body(answer.getBody());
    }

    private static List<MediaType> accepted(ServerHttpRequest request) {
        try {
            return request.getHeaders().getAccept();
        } catch (InvalidMediaTypeException malformed) {
            throw new NotAcceptableStatusException(List.of(MediaType.APPLICATION_JSON));
        }
    }

    /** 200 and the body with its weak tag. */
    public <T> ResponseEntity<JsonBytes<T>> tagged(T body) {
        byte[] bytes = json.writeValueAsBytes(body);
        return ResponseEntity.ok()
                .eTag(ETags.weak(bytes))
                .contentType(MediaType.APPLICATION_JSON)
                .body(new JsonBytes<>(bytes));
    }
}
