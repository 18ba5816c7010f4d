package org.pressroom.comment.moderation.rules;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/** Each rule that comes with the program keeps to the contract. */
class ModerationRulesTest {

    @Nested
    class Policy implements ModerationRuleContract {
        @Override
        public ModerationRule rule() {
            return new PolicyRule();
        }
    }

    @Nested
    class Staff implements ModerationRuleContract {
        @Override
        public ModerationRule rule() {
            return new StaffRule();
        }
    }

    @Nested
    class SameText implements ModerationRuleContract {
        @Override
        public ModerationRule rule() {
            return new SameTextRule();
        }

        @Override
        public Map<Class<?>, Object> evidence() {
            return Map.of(Copies.class, new Copies(1, 20));
        }
    }

    @Nested
    class BlockedPhrases implements ModerationRuleContract {
        @Override
        public ModerationRule rule() {
            return new BlockedPhrasesRule(List.of("online casino", "代开发票", ""));
        }
    }

    @Nested
    class Markup implements ModerationRuleContract {
        @Override
        public ModerationRule rule() {
            return new MarkupRule();
        }
    }

    @Nested
    class Links implements ModerationRuleContract {
        @Override
        public ModerationRule rule() {
            return new LinksRule(2);
        }
    }

    @Nested
    class Shouting implements ModerationRuleContract {
        @Override
        public ModerationRule rule() {
            return new ShoutingRule();
        }
    }

    @Nested
    class Repetition implements ModerationRuleContract {
        @Override
        public ModerationRule rule() {
            return new RepetitionRule();
        }
    }

    @Nested
    class Disguise implements ModerationRuleContract {
        @Override
        public ModerationRule rule() {
            return new DisguiseRule();
        }
    }

    @Nested
    class Address implements ModerationRuleContract {
        @Override
        public ModerationRule rule() {
            return new AddressRule(3, true);
        }

        @Override
        public Map<Class<?>, Object> evidence() {
            return Map.of(AddressHistory.class, new AddressHistory(0, 2));
        }
    }
}
