package org.pressroom.comment.moderation;

import java.util.List;
import org.pressroom.comment.moderation.rules.AddressRule;
import org.pressroom.comment.moderation.rules.BlockedPhrasesRule;
import org.pressroom.comment.moderation.rules.DisguiseRule;
import org.pressroom.comment.moderation.rules.LinksRule;
import org.pressroom.comment.moderation.rules.MarkupRule;
import org.pressroom.comment.moderation.rules.ModerationRule;
import org.pressroom.comment.moderation.rules.PolicyRule;
import org.pressroom.comment.moderation.rules.RepetitionRule;
import org.pressroom.comment.moderation.rules.RulePipeline;
import org.pressroom.comment.moderation.rules.SameTextRule;
import org.pressroom.comment.moderation.rules.ShoutingRule;
import org.pressroom.comment.moderation.rules.StaffRule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The rules that come with the program, in their order: the decisive ones first. Others may be added as beans. */
@Configuration(proxyBeanMethods = false)
class ModerationRules {

    @Bean
    RulePipeline rulePipeline(List<ModerationRule> rules, ModerationProperties properties) {
        return new RulePipeline(rules, properties.holdAt(), properties.rejectAt());
    }

    @Bean
    @Order(1)
    ModerationRule policyRule() {
        return new PolicyRule();
    }

    @Bean
    @Order(2)
    ModerationRule staffRule() {
        return new StaffRule();
    }

    @Bean
    @Order(3)
    ModerationRule sameTextRule() {
        return new SameTextRule();
    }

    @Bean
    @Order(4)
    ModerationRule blockedPhrasesRule(ModerationProperties properties) {
        return new BlockedPhrasesRule(properties.blockedPhrases());
    }

    @Bean
    @Order(5)
    ModerationRule markupRule() {
        return new MarkupRule();
    }

    @Bean
    @Order(6)
    ModerationRule linksRule(ModerationProperties properties) {
        return new LinksRule(properties.usualLinks());
    }

    @Bean
    @Order(7)
    ModerationRule shoutingRule() {
        return new ShoutingRule();
    }

    @Bean
    @Order(8)
    ModerationRule repetitionRule() {
        return new RepetitionRule();
    }

    @Bean
    @Order(9)
    ModerationRule disguiseRule() {
        return new DisguiseRule();
    }

    @Bean
    @Order(10)
    ModerationRule addressRule(ModerationProperties properties) {
        return new AddressRule(properties.trustedAfter(), properties.holdFirst());
    }
}
