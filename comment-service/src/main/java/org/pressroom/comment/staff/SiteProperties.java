package org.pressroom.comment.staff;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The site that comments are on.
 *
 * @param name what it is called; nobody signs with it
 */
@ConfigurationProperties("pressroom.site")
record SiteProperties(@DefaultValue("Pressroom") String name) {}
