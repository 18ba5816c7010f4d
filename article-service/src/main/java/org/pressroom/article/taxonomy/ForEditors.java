package org.pressroom.article.taxonomy;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.pressroom.common.security.RequiresRole;
import org.pressroom.common.security.Role;

/** {@link RequiresRole} for handlers of what is the whole publication's. */
@RequiresRole({Role.EDITOR, Role.ADMIN})
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface ForEditors {}
