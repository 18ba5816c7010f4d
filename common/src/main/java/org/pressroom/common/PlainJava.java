package org.pressroom.common;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Decides by itself: it needs no framework, neither to run nor to be tested, and a test of each program's boundaries holds
 * it to that. On a package it speaks of all its classes. Packages called {@code model} or {@code rules} need not say it.
 */
@Documented
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Retention(RetentionPolicy.CLASS)
public @interface PlainJava {}
