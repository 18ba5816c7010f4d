package org.pressroom.gateway.views;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import org.pressroom.common.problem.Problem;
import org.pressroom.common.problem.ProblemException;
import org.pressroom.common.problem.Problems;
import org.pressroom.gateway.SiteProperties;
import org.pressroom.gateway.cookies.CookieNames;
import org.pressroom.gateway.edge.PreparedHeaders;
import org.pressroom.gateway.principals.ClientAddresses;
import org.pressroom.gateway.protection.AnswerHeaders;
import org.pressroom.gateway.protection.SiteHosts;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.http.MediaType;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes views before anything is made of them: no exchange, no filter, no span, since they are as many as all pages that are
 * read. Whatever is out of the ordinary about one is left to the filters, which refuse it where there is something to refuse.
 * Each connection has a {@link ViewHandler}.
 */
final class ViewRequests implements NettyServerCustomizer {

    /** Of a body: a view is some hundred bytes long. */
    static final int MOST_BYTES = 1_024;

    private static final String NAME = "pressroom.views";
    private static final String PATH = "/api/views";
    private static final String SITE = "Sec-Fetch-Site";
    private static final String SAME_ORIGIN = "same-origin";

    private final Views views;
    private final ClientAddresses addresses;
    private final SiteHosts hosts;
    private final AnswerHeaders common;
    private final String origin;
    private final JsonMapper json;
    private final ObjectReader reader;

    /** The head of answers without a body, as long as it says the same. */
    private volatile @Nullable Head head;

    ViewRequests(
            Views views,
            ClientAddresses addresses,
            SiteHosts hosts,
            AnswerHeaders common,
            SiteProperties site,
            JsonMapper json) {
        this.views = views;
        this.addresses = addresses;
        this.hosts = hosts;
        this.common = common;
        this.origin = site.url();
        this.json = json;
        this.reader = json.readerFor(View.class);
    }

    private record Head(String date, PreparedHeaders.Lines lines) {}

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((observer, channel, remote) ->
                channel.pipeline().addBefore(NettyPipeline.HttpTrafficHandler, NAME, new ViewHandler(this)));
    }

    /**
     * Whether this may be a view, of a page of this site, over a connection that goes on afterwards: then its body is worth
     * looking at.
     */
    boolean mayTake(HttpRequest request) {
        if (!HttpMethod.POST.equals(request.method()) || !PATH.equals(request.uri())) {
            return false;
        }
        HttpHeaders asked = request.headers();
        String connection = asked.get(HttpHeaderNames.CONNECTION);
        String host = asked.get(HttpHeaderNames.HOST);
        return !(request instanceof FullHttpRequest)
                && HttpVersion.HTTP_1_1.equals(request.protocolVersion())
                && (connection == null || HttpHeaderValues.KEEP_ALIVE.contentEqualsIgnoreCase(connection))
                && isJson(asked.get(HttpHeaderNames.CONTENT_TYPE))
                && isShort(asked.get(HttpHeaderNames.CONTENT_LENGTH))
                && !asked.contains(HttpHeaderNames.TRANSFER_ENCODING)
                && !asked.contains(HttpHeaderNames.CONTENT_ENCODING)
                && !asked.contains(HttpHeaderNames.EXPECT)
                && !asked.contains(HttpHeaderNames.UPGRADE)
                && !asked.contains(HttpHeaderNames.AUTHORIZATION)
                && (!asked.contains(HttpHeaderNames.COOKIE)
                        || asked.getAll(HttpHeaderNames.COOKIE).stream().noneMatch(CookieNames::mayBeIn))
                && host != null
                && hosts.include(host)
                && isOfThisSite(asked, host);
    }

    private static boolean isJson(@Nullable String type) {
        return type != null
                && (type.equals(MediaType.APPLICATION_JSON_VALUE)
                        || type.equalsIgnoreCase(MediaType.APPLICATION_JSON_VALUE + ";charset=utf-8"));
    }

    private static boolean isShort(@Nullable String length) {
        if (length == null || length.isEmpty() || length.length() > 4) {
            return false;
        }
        int bytes = 0;
        for (int i = 0; i < length.length(); i++) {
            int digit = length.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            bytes = bytes * 10 + digit;
        }
        return bytes <= MOST_BYTES;
    }

    private boolean isOfThisSite(HttpHeaders asked, String host) {
        String site = asked.get(SITE);
        String from = asked.get(HttpHeaderNames.ORIGIN);
        return (site == null || site.equals(SAME_ORIGIN))
                && (from == null || from.equalsIgnoreCase(origin) || from.endsWith("://" + host));
    }

    /**
     * Looks at the body of what {@link #mayTake}.
     *
     * @param remote where the connection comes from
     * @return null where it is no view, and nothing was done
     */
    Views.@Nullable Outcome count(HttpRequest request, byte[] body, SocketAddress remote, Waiting who) {
        View view = read(body);
        if (view == null || !(remote instanceof InetSocketAddress peer) || peer.isUnresolved()) {
            return null;
        }
        HttpHeaders asked = request.headers();
        Views.Headers headers = new Views.Headers(
                asked.get(HttpHeaderNames.USER_AGENT),
                asked.get(HttpHeaderNames.ACCEPT_LANGUAGE),
                asked.get(HttpHeaderNames.REFERER),
                asked.get(Views.PURPOSE));
        InetAddress address = peer.getAddress();
        return views.count(view, headers, addresses.of(address, asked.getAll(ClientAddresses.FORWARDED_FOR)), who);
    }

    /** Null where there is something to refuse. */
    private @Nullable View read(byte[] body) {
        try {
            View view = reader.readValue(body);
            boolean isWhole = view != null
                    && view.articleId() != null
                    && view.hasKnownKind()
                    && (view.source() == null || isLine(view.source()));
            return isWhole ? view : null;
        } catch (JacksonException malformed) {
            return null;
        }
    }

    private static boolean isLine(String source) {
        return source.length() <= View.LONGEST_SOURCE && source.chars().noneMatch(Character::isISOControl);
    }

    /** The answer to a view that is counted, or passed over. */
    FullHttpResponse done() {
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.NO_CONTENT,
                Unpooled.EMPTY_BUFFER,
                head(),
                EmptyHttpHeaders.INSTANCE);
    }

    FullHttpResponse tooMany() {
        return refusal(Problems.tooManyRequests(views.untilNext()));
    }

    FullHttpResponse unavailable() {
        return refusal(Problems.unavailable(ViewController.RETRY_AFTER));
    }

    private FullHttpResponse refusal(ProblemException why) {
        ByteBuf body = Unpooled.wrappedBuffer(json.writeValueAsBytes(Problem.of(why, PATH)));
        HttpHeaders headers = head();
        headers.set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        headers.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        why.headers().forEach((name, values) -> headers.set(name, values));
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(why.status().value()),
                body,
                headers,
                EmptyHttpHeaders.INSTANCE);
    }

    private PreparedHeaders head() {
        String date = common.date();
        Head known = head;
        if (known == null || !known.date().equals(date)) {
            org.springframework.http.HttpHeaders headers = new org.springframework.http.HttpHeaders();
            common.complete(headers, false);
            known = new Head(date, PreparedHeaders.Lines.of(headers));
            head = known;
        }
        return new PreparedHeaders(known.lines());
    }
}
