package org.pressroom.common.http;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/**
 * What the head of a request must be, so that all who read it on its way read the same (RFC 9112): the decoder refuses
 * what it cannot read, and these rules what others might read differently.
 */
final class RequestRules {

    /** A name or an IPv4 address, or an IPv6 address in brackets, and a port (RFC 9110, section 7.2). */
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,252})|\\[[0-9A-Fa-f:.]{2,45}])(?::[0-9]{1,5})?");

    private RequestRules() {}

    /** The status to refuse the request with; {@link HttpStatus#OK} where there is nothing wrong with it. */
    static HttpStatus judge(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return judge(request.decoderResult().cause());
        }
        HttpHeaders headers = request.headers();
        HttpVersion version = request.protocolVersion();
        boolean good = (version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0))
                && isFramedPlainly(version, headers)
                && namesOneHost(version, headers);
        return good ? HttpStatus.OK : HttpStatus.BAD_REQUEST;
    }

    private static HttpStatus judge(Throwable failure) {
        if (failure instanceof TooLongHttpHeaderException) {
            return HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
        }
        return failure instanceof TooLongFrameException ? HttpStatus.URI_TOO_LONG : HttpStatus.BAD_REQUEST;
    }

    /** {@code chunked}, once, or a length, once, or neither: anything else is a way to smuggle a request. */
    private static boolean isFramedPlainly(HttpVersion version, HttpHeaders headers) {
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (codings.isEmpty()) {
            return headers.getAll(HttpHeaderNames.CONTENT_LENGTH).size() <= 1;
        }
        return codings.size() == 1
                && codings.get(0).equalsIgnoreCase("chunked")
                && !headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                && version.equals(HttpVersion.HTTP_1_1);
    }

    private static boolean namesOneHost(HttpVersion version, HttpHeaders headers) {
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.isEmpty()) {
            return version.compareTo(HttpVersion.HTTP_1_1) < 0;
        }
        return hosts.size() == 1 && HOST.matcher(hosts.get(0)).matches();
    }
}
