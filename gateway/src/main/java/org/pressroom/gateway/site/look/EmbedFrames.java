package org.pressroom.gateway.site.look;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pressroom.common.contract.EmbedService;
import org.pressroom.gateway.protection.AnswerHeaders;
import org.springframework.web.server.ServerWebExchange;

/** Where the frames come from that readers of a page may load: of the services of its placeholders, and no others. */
public final class EmbedFrames {

    /** As the article service writes them; nobody who writes articles can give anything such attributes. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("<figure class=\"embed\" data-embed=\"([a-z]{1,20})\" data-id=\"([^\"]{1,250})\"");

    private EmbedFrames() {}

    /** The origins, in order. */
    public static Set<String> origins(String bodyHtml) {
        Set<String> origins = new TreeSet<>();
        Matcher placeholder = PLACEHOLDER.matcher(bodyHtml);
        while (placeholder.find()) {
            String id = placeholder.group(2);
            EmbedService.of(placeholder.group(1))
                    .filter(service -> service.isId(id))
                    .ifPresent(service -> origins.add(service.frameOrigin(id)));
        }
        return origins;
    }

    /** Lets a page that shows this body frame what its placeholders load. */
    public static void allow(ServerWebExchange exchange, String bodyHtml) {
        AnswerHeaders.allow(exchange.getResponse().getHeaders(), "frame-src", origins(bodyHtml));
    }
}
