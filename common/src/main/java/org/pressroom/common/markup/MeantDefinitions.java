package org.pressroom.common.markup;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.parser.InlineParserContext;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.LinkProcessor;
import org.commonmark.parser.delimiter.DelimiterProcessor;
import org.jspecify.annotations.Nullable;

/** What inlines are parsed by, without those definitions that lead nowhere. */
final class MeantDefinitions implements InlineParserContext {

    private final InlineParserContext all;
    private final IdentityHashMap<LinkReferenceDefinition, Boolean> meant = new IdentityHashMap<>();

    MeantDefinitions(InlineParserContext all) {
        this.all = all;
    }

    @Override
    public <D> @Nullable D getDefinition(Class<D> type, String label) {
        D definition = all.getDefinition(type, label);
        return definition instanceof LinkReferenceDefinition link
                        && !meant.computeIfAbsent(link, UnusedDefinitions::leadsSomewhere)
                ? null
                : definition;
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // the interface has it
    public @Nullable LinkReferenceDefinition getLinkReferenceDefinition(String label) {
        return getDefinition(LinkReferenceDefinition.class, label);
    }

    @Override
    public List<InlineContentParserFactory> getCustomInlineContentParserFactories() {
        return all.getCustomInlineContentParserFactories();
    }

    @Override
    public List<DelimiterProcessor> getCustomDelimiterProcessors() {
        return all.getCustomDelimiterProcessors();
    }

    @Override
    public List<LinkProcessor> getCustomLinkProcessors() {
        return all.getCustomLinkProcessors();
    }

    @Override
    public Set<Character> getCustomLinkMarkers() {
        return all.getCustomLinkMarkers();
    }

    @Override
    public int getMaxInlineNesting() {
        return all.getMaxInlineNesting();
    }
}
