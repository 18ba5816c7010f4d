package org.pressroom.article.media;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.pressroom.article.Api;
import org.pressroom.article.Api.Answer;
import org.pressroom.article.Staff;
import org.pressroom.testkit.Tokens;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;

/** The library of pictures, as the gateway calls it. */
@TestComponent
class MediaApi {

    static final String BOUNDARY = "----picture-7f3a";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Api api;
    private final Environment environment;

    MediaApi(Api api, Environment environment) {
        this.api = api;
        this.environment = environment;
    }

    /** A part of a form. */
    static byte[] part(String disposition, byte[] content) {
        return SampleFiles.joined(
                SampleFiles.text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n"),
                content,
                SampleFiles.text("\r\n"));
    }

    Answer upload(Staff staff, String name, byte[] file, byte[]... more) {
        return send(
                staff,
                SampleFiles.joined(part("name=\"file\"; filename=\"" + name + "\"", file), SampleFiles.joined(more)));
    }

    /** Sends a form of these parts. */
    Answer send(Staff staff, byte[] parts) {
        byte[] body = SampleFiles.joined(parts, SampleFiles.text("--" + BOUNDARY + "--\r\n"));
        return api.call(
                "POST", "/api/media", staff.token(), body, "Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
    }

    HttpResponse<byte[]> show(String url, String... headers) {
        return call("GET", url, headers);
    }

    HttpResponse<byte[]> call(String method, String url, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + environment.getRequiredProperty("local.server.port") + url))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + Tokens.anonymous());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }
}
