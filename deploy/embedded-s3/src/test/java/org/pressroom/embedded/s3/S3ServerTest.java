package org.pressroom.embedded.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class S3ServerTest {

    @Test
    void itAnswersAsTheProtocolSays() throws IOException, InterruptedException {
        URI endpoint = S3Server.endpoint();
        HttpResponse<String> refused = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(endpoint.resolve("/bucket/key")).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body()).contains("<Code>NoSuchBucket</Code>");
    }

    @Test
    void thereIsOneOfIt() {
        assertThat(S3Server.endpoint()).isEqualTo(S3Server.endpoint());
    }
}
