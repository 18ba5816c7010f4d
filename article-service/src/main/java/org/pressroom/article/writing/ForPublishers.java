package org.pressroom.article.writing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.pressroom.common.security.RequiresRole;
import org.pressroom.common.security.Role;

/**
 * {@link RequiresRole} for handlers that decide what readers see: a contributor hands in instead. Whose articles they may
 * touch, {@link ArticleAccess} says.
 */
@RequiresRole({Role.AUTHOR, Role.EDITOR, Role.ADMIN})
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface ForPublishers {}
