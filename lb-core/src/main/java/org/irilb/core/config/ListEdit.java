package org.irilb.core.config;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an operator has changed in a list while the balancer runs. It outlasts a list that is read anew.
 *
 * @param added what is in the list besides
 * @param removed what isn't in the list although its source says so
 */
public record ListEdit<T>(Set<T> added, Set<T> removed) {

    public ListEdit {
        added = Set.copyOf(added);
        removed = Set.copyOf(removed);
    }

    /** Nothing is changed. */
    public static <T> ListEdit<T> none() {
        return new ListEdit<>(Set.of(), Set.of());
    }

    /** Has {@code entries} in the list from now on, whatever was removed before. */
    public ListEdit<T> add(Collection<T> entries) {
        return new ListEdit<>(with(added, entries), without(removed, entries));
    }

    /** Has {@code entry} in the list no more, whoever put it there. */
    public ListEdit<T> remove(T entry) {
        return new ListEdit<>(without(added, List.of(entry)), with(removed, List.of(entry)));
    }

    /** Empties the list. @param present what it holds */
    public ListEdit<T> clear(Collection<T> present) {
        return new ListEdit<>(Set.of(), with(removed, present));
    }

    /**
     * The list as it is to be, first what was there before.
     *
     * @param said by its source
     */
    public List<T> applyTo(Collection<T> said) {
        Set<T> all = new LinkedHashSet<>(said);
        all.removeAll(removed);
        all.addAll(added);
        return List.copyOf(all);
    }

    private static <T> Set<T> with(Set<T> set, Collection<T> more) {
        Set<T> all = new LinkedHashSet<>(set);
        all.addAll(more);
        return all;
    }

    private static <T> Set<T> without(Set<T> set, Collection<T> less) {
        Set<T> rest = new LinkedHashSet<>(set);
        less.forEach(rest::remove);
        return rest;
    }
}
