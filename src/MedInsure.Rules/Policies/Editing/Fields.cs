using System.Text.Json;

namespace MedInsure.Rules.Policies.Editing;

/// <summary>Short ways to say what a member is.</summary>
internal static class Fields
{
    public static EditorField Id() => new("id", FieldKind.Id, "编号") { Required = true, Rare = true, Hint = "系统自动编号，可改为小写字母、数字和连字符；别处的引用随之更改。" };

    public static EditorField Text(string name, string label, string? hint = null, bool required = false) => new(name, FieldKind.Text, label) { Hint = hint, Required = required };

    public static EditorField Note(string name, string label, string? hint = null, bool required = false) => new(name, FieldKind.Note, label) { Hint = hint, Required = required };

    public static EditorField Whole(string name, string label, string? unit = null, string? hint = null, bool required = false) => new(name, FieldKind.Whole, label) { Unit = unit, Hint = hint, Required = required };

    public static EditorField Yuan(string name, string label, string? hint = null, bool required = false) => new(name, FieldKind.Yuan, label) { Unit = "元/人", Hint = hint, Required = required };

    public static EditorField Percent(string name, string label, string? hint = null, bool required = false) => new(name, FieldKind.Percent, label) { Unit = "%", Hint = hint, Required = required };

    public static EditorField Number(string name, string label, string unit, string? hint = null) => new(name, FieldKind.Number, label) { Unit = unit, Hint = hint, Required = true };

    public static EditorField Date(string name, string label, string? hint = null) => new(name, FieldKind.Date, label) { Hint = hint };

    public static EditorField Flag(string name, string label, bool whenLeftOut = false, string? hint = null) =>
        new(name, FieldKind.Flag, label) { Default = whenLeftOut ? "true" : "false", Hint = hint };

    public static EditorField Payers(string name, string label, string? hint = null, bool required = true) => new(name, FieldKind.Payers, label) { Hint = hint, Required = required };

    public static EditorField Words(string name, string label, string? hint = null) => new(name, FieldKind.Words, label) { Hint = hint ?? "每行一个，或用顿号隔开。" };

    public static EditorField Gap(string name, string label, string? hint = null, bool required = false) => new(name, FieldKind.GapRef, label) { Hint = hint, Required = required };

    public static EditorField Choice<T>(string name, string label, T? whenLeftOut, bool required, params (T Value, string Label)[] options)
        where T : struct, Enum => new(name, FieldKind.Choice, label)
        {
            Required = required,
            Default = whenLeftOut is { } value ? Word(value) : null,
            Options = [.. options.Select(option => new EditorOption(Word(option.Value), option.Label))],
        };

    public static EditorField List(string name, string label, EditorForm form, string? hint = null, bool required = false) => new(name, FieldKind.Records, label) { Form = form, Hint = hint, Required = required };

    public static EditorField One(string name, string label, EditorForm form, string? hint = null, bool required = false) => new(name, FieldKind.Record, label) { Form = form, Hint = hint, Required = required };

    public static EditorField Where() => One("where", "适用地区", CommonForms.Selector, "不填即全部地区。几条都适用时，列名的优先于分组，分组优先于整市、整省。");

    public static EditorField Cite() => new("cite", FieldKind.Citations, "依据") { Form = CommonForms.Citation };

    public static EditorField Strength() => Choice<Strength>("strength", "约束力", Policies.Strength.Hard, required: false, (Policies.Strength.Hard, "必须"), (Policies.Strength.Soft, "原则上"));

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(Enum.GetName(value)!);
}
