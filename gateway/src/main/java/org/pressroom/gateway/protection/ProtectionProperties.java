package org.pressroom.gateway.protection;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param mostBody the longest body of what staff writes, such as a draft
 * @param mostComment the longest body of a comment and of what moderators send: 10,000 characters, each written as JSON
 *     and forms write what is not ASCII
 * @param mostForm the longest body of anything else
 * @param bodies how much of bodies is held at once, in all; beyond it 503. Each counts as 16 KB at least
 * @param bodiesPerAddress how much of it for one client address; beyond it 429
 * @param hosts names by which the site is reached beside that of its URL, without ports
 * @param contentSecurityPolicy what pages may load and do
 */
@ConfigurationProperties("pressroom.protection")
public record ProtectionProperties(
        @DefaultValue("1MB") DataSize mostBody,
        @DefaultValue("128KB") DataSize mostComment,
        @DefaultValue("16KB") DataSize mostForm,
        @DefaultValue("16MB") DataSize bodies,
        @DefaultValue("2MB") DataSize bodiesPerAddress,
        @DefaultValue List<String> hosts,

        @DefaultValue("default-src 'self'; img-src 'self' https: data:; object-src 'none'; base-uri 'none'; "
                + "form-action 'self'; frame-ancestors 'none'")
        String contentSecurityPolicy) {}
