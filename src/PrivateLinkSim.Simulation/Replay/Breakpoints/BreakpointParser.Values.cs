using System.Globalization;
using PrivateLinkSim.Domain;

namespace PrivateLinkSim.Simulation;

/// <content>Paths and values.</content>
internal sealed partial class BreakpointParser
{
    private static string RootOf(string word) => word.Split('.')[0];

    private static bool IsOneOf(FieldType wanted, string word) =>
        wanted is FieldType.Text { Known: { } known } && known.Contains(word, StringComparer.OrdinalIgnoreCase);

    private BreakpointPath ReadPath()
    {
        var word = Current;
        var root = RootOf(word.Text);
        if (word.Kind is not BreakpointTokenKind.Word || Keywords.Contains(word.Text, StringComparer.Ordinal)
            || BreakpointSubject.Find(root) is not { } subject)
        {
            throw NoSubject(word, root);
        }

        var path = new BreakpointPath(root, word.Column, subject, null, subject.Type, []);
        _at++;
        if (subject.Kind is { } kind && word.Text == root && Take("["))
        {
            var name = ReadKey();
            path = path with { Named = EntityOf(name, kind), Text = $"{root}[\"{name.Text}\"]" };
        }

        path = Segments(path, word.Text[root.Length..], word.Column + root.Length);
        path = ReadRest(path);
        RefuseSecondKind(path);
        _paths.Add(path);
        return path;
    }

    private BreakpointException NoSubject(BreakpointToken word, string root)
    {
        var subjects = BreakpointSubject.All.Select(subject => subject.Name);
        return Wrong(word.Column, word.Kind is BreakpointTokenKind.Word && !Keywords.Contains(word.Text, StringComparer.Ordinal)
            ? $"Nothing is called '{root}'.{Hint(root, subjects)} A condition begins with one of: {string.Join(", ", subjects)}."
            : $"A condition is missing before {word.Shown}; it begins with one of: {string.Join(", ", subjects)}.");
    }

    // What follows a bracket: further fields and keys.
    private BreakpointPath ReadRest(BreakpointPath path)
    {
        while (true)
        {
            if (Current.Kind is BreakpointTokenKind.Word && Current.Text.StartsWith('.'))
            {
                path = Segments(path, Current.Text, Current.Column);
                _at++;
            }
            else if (Current.Is("["))
            {
                var bracket = Current.Column;
                _at++;
                path = AtKey(path, ReadKey(), bracket);
            }
            else
            {
                return path;
            }
        }
    }

    private BreakpointPath Segments(BreakpointPath path, string dotted, int column)
    {
        foreach (var name in dotted.Split('.').Skip(1))
        {
            column++;
            path = AtField(path, name, column);
            column += name.Length;
        }

        return path;
    }

    private BreakpointPath AtField(BreakpointPath path, string name, int column)
    {
        var (type, step) = path.Type switch
        {
            FieldType.Members members when members.Fields.Value.FirstOrDefault(field => field.Name == name) is { } field =>
                (field.Type, field.Get),
            FieldType.List or FieldType.Map when name is "count" => (new FieldType.Number(), BreakpointValue.Count),
            FieldType.Map when name is "keys" =>
                (new FieldType.List(new FieldType.Text()), static map => BreakpointValue.Keys(map).ToList()),
            FieldType.Map map when name is "values" => (new FieldType.List(map.Item), static map => BreakpointValue.Items(map).ToList()),
            FieldType.List { Item: FieldType.Members of } when of.Fields.Value.FirstOrDefault(field => field.Name == name) is { } field =>
                (new FieldType.List(field.Type), list => EachOf(list, field)),
            FieldType.Free when name is "count" => (new FieldType.Number(), BreakpointValue.Count),
            FieldType.Free => (path.Type, value => (value as Newtonsoft.Json.Linq.JObject)?[name]),
            _ => ((FieldType, Func<object, object?>)?)null,
        } ?? throw NoField(path, name, column);
        return path with { Text = $"{path.Text}.{name}", Type = type, Steps = [.. path.Steps, step] };
    }

    private static List<object?> EachOf(object list, BreakpointField field) =>
        [.. BreakpointValue.Items(list).Select(item => BreakpointValue.Plain(item is null ? null : field.Get(item)))];

    private BreakpointException NoField(BreakpointPath path, string name, int column)
    {
        IEnumerable<string> known = path.Type switch
        {
            FieldType.Members members => members.Fields.Value.Select(field => field.Name),
            FieldType.Map => ["count", "keys", "values"],
            FieldType.List { Item: FieldType.Members members } => members.Fields.Value.Select(field => field.Name).Prepend("count"),
            FieldType.List => ["count"],
            _ => [],
        };
        return Wrong(column, known.Any()
            ? $"'{path.Text}' has no field '{name}'.{Hint(name, known)} Its fields: {string.Join(", ", known)}."
            : $"'{path.Text}' is {path.Type.Noun}, which has no fields.");
    }

    private BreakpointPath AtKey(BreakpointPath path, BreakpointToken key, int bracket)
    {
        var texts = TextsOf(key.Text);
        var index = int.TryParse(key.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        var (type, step) = path.Type switch
        {
            FieldType.Map map => (map.Item, value => BreakpointValue.At(value, texts)),
            FieldType.Free =>
                (path.Type, value => index < 0 ? BreakpointValue.At(value, texts) : BreakpointValue.Items(value).ElementAtOrDefault(index)),
            FieldType.List list when index >= 0 => (list.Item, value => BreakpointValue.Items(value).ElementAtOrDefault(index)),
            FieldType.List => throw Wrong(key.Column, $"'{path.Text}' is a list; a number from 0 stands in its brackets."),
            _ => ((FieldType, Func<object, object?>)?)null,
        } ?? throw Wrong(bracket, path.Subject.Kind is null || path.Steps.Count > 0
            ? $"'{path.Text}' is {path.Type.Noun}; brackets follow a kind of entity, a list or a map."
            : $"'{path.Text}' is named already.");
        return path with { Text = $"{path.Text}[{key.Text}]", Type = type, Steps = [.. path.Steps, step] };
    }

    private BreakpointToken ReadKey()
    {
        var key = Current;
        if (key.Kind is not (BreakpointTokenKind.Text or BreakpointTokenKind.Word))
        {
            throw Wrong(key.Column, $"A name is missing before {key.Shown}.");
        }

        _at++;
        Expect("]");
        return key;
    }

    private EntityId EntityOf(BreakpointToken name, EntityKind kind)
    {
        var found = names.Find(name.Text).Where(entity => entity.Kind == kind).ToArray();
        var subject = BreakpointSubject.All.First(each => each.Kind == kind).Name;
        return found is [var only, ..] ? only : throw Wrong(name.Column, $"The run has no {subject} '{name.Text}'.{Hint(name.Text, names.Known(kind))}");
    }

    // Of two kinds without names, no event could say which of each is meant.
    private void RefuseSecondKind(BreakpointPath path)
    {
        if (path is { Subject.Kind: { } kind, Named: null }
            && _paths.Find(other => other is { Subject.Kind: not null, Named: null } && other.Subject.Kind != kind) is { } first)
        {
            var name = path.Subject.Name;
            throw Wrong(
                path.Column,
                $"'{first.Subject.Name}' and '{name}' without names are both the one whose event it is; name one of them, as {name}[\"NAME\"].");
        }
    }

    private BreakpointLiteral ReadLiteral(BreakpointPath path, string comparison, FieldType wanted)
    {
        var token = Current;
        if (token.Kind is not (BreakpointTokenKind.Word or BreakpointTokenKind.Text)
            || (token.Kind is BreakpointTokenKind.Word && Keywords.Contains(token.Text, StringComparer.Ordinal)))
        {
            throw Wrong(token.Column, $"A value is missing before {token.Shown}: {wanted.Noun}.");
        }

        _at++;
        var isWord = token.Kind is BreakpointTokenKind.Word;
        var literal = new BreakpointLiteral(
            TextsOf(token.Text), NumberOf(token.Text, wanted), isWord && bool.TryParse(token.Text, out var flag) ? flag : null,
            TimeOf(token.Text), isWord && token.Text is "null");
        if (literal.IsNull && comparison is not ("==" or "!="))
        {
            throw Wrong(token.Column, "null is where there is nothing; use == or !=.");
        }

        if (!literal.IsNull && !IsReadable(literal, wanted, comparison))
        {
            var known = wanted is FieldType.Text { Known: { } words } ? words : wanted is FieldType.Entity ? names.Known(null) : [];
            var verb = comparison is "contains" ? "holds" : "is";
            throw Wrong(
                token.Column, $"'{path.Text}' {verb} {wanted.Noun}, and '{token.Text}' is none.{Hint(token.Text, known)}{Listed(wanted)}");
        }

        return literal;
    }

    private static bool IsReadable(BreakpointLiteral literal, FieldType wanted, string comparison) => wanted switch
    {
        FieldType.Flag => literal.Flag is not null,
        FieldType.Number or FieldType.Duration => literal.Number is not null,
        FieldType.Time => literal.Time is not null,
        FieldType.Text { Known: { } known } when comparison is not "contains" =>
            literal.Texts.Any(text => known.Contains(text, StringComparer.OrdinalIgnoreCase)),
        FieldType.Entity when comparison is not "contains" => literal.Texts.Count > 1 || literal.Texts[0] is LogEntry.Run,
        FieldType.Members => false,
        _ => true,
    };

    // A short list of words helps more than a guess.
    private static string Listed(FieldType wanted) =>
        wanted is FieldType.Text { Known: { Count: <= 20 } known } ? $" It is one of: {string.Join(", ", known)}." : "";

    private List<string> TextsOf(string written) =>
        [written, .. names.Find(written).SelectMany(entity => (string[])[entity.Key, entity.ToString()])];

    private static long? NumberOf(string written, FieldType wanted) =>
        long.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : wanted is not FieldType.Number && Durations.TryParse(written, out var duration) ? duration.Ticks / TimeSpan.TicksPerMillisecond
        : null;

    private Moment? TimeOf(string written) =>
        Moment.TryParse(written, out var moment) ? moment
        : written.StartsWith('+') && Durations.TryParse(written[1..], out var offset) ? names.Start + offset
        : null;

    private static string FieldsOf(FieldType.Members type) =>
        $"Its fields: {string.Join(", ", type.Fields.Value.Select(field => field.Name))}.";

    private static string Hint(string written, IEnumerable<string> known) =>
        Suggestions.Nearest(written, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
}
