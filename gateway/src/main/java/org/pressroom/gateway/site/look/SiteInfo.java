package org.pressroom.gateway.site.look;

/**
 * What every page knows about the publication.
 *
 * @param dir the direction in which its language is written, {@code ltr} or {@code rtl}
 * @param script the one in which its language is written, as of ISO 15924
 * @param assets where styles and scripts are, a path with a version in it, so that browsers keep them for good
 */
public record SiteInfo(String name, String url, String language, String dir, String script, String assets) {}
