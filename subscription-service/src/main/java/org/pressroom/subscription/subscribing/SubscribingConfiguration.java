package org.pressroom.subscription.subscribing;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscribingSettings.class)
class SubscribingConfiguration {}
