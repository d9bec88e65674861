using System.Text;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Policies;

namespace MedInsure.Cli.Policies;

/// <summary>A policy file that could be read.</summary>
internal sealed record PolicyFile(string Path, PolicyContent Content);

/// <summary>One bureau's file with those of the bureaus above it.</summary>
/// <param name="Files">National first, the bureau's own last.</param>
internal sealed record FileChain(IReadOnlyList<PolicyFile> Files)
{
    public PolicyFile Own => Files[^1];

    public int FundingYear => Own.Content.Year.Funding;

    /// <summary>What is wrong with a file, apart from its format; each with the file's name.</summary>
    public IReadOnlyList<FieldError> Findings() => [.. Files.SelectMany((file, i) =>
        PolicyChecks.Check(file.Content, [.. Files.Take(i).Select(above => above.Content)]).Select(found => found with { Field = $"{System.IO.Path.GetFileName(file.Path)} {found.Field}" }))];

    /// <summary>The contents as if they were published.</summary>
    public IReadOnlyList<IssuedPolicy> Issued(KnownRegions known) => [.. Files.Select(file => new IssuedPolicy(
        file.Content.Tenant,
        known.TenantName(file.Content.Tenant) ?? file.Content.Documents.FirstOrDefault()?.Issuers.FirstOrDefault() ?? file.Content.Tenant,
        known.TenantRoot(file.Content.Tenant),
        1,
        PolicyJson.Hash(file.Content),
        file.Content))];
}

/// <summary>Reads policy files and puts them in the order of their parents.</summary>
internal static class PolicyFiles
{
    private const int MaxBytes = 4 * 1024 * 1024;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Result<PolicyFile> Read(FileInfo file)
    {
        var text = ReadText(file, MaxBytes);
        if (!text.IsOk)
        {
            return text.Problem;
        }

        var read = PolicyJson.Read(text.Value);
        return read.IsOk ? new PolicyFile(file.FullName, read.Value) : Named(file, read.Problem);
    }

    /// <summary>Text in UTF-8, or a sentence.</summary>
    public static Result<string> ReadText(FileInfo file, int maxBytes)
    {
        try
        {
            return file switch
            {
                { Exists: false } => new Refused($"找不到文件 {file}，请核对路径。"),
                { Length: var bytes } when bytes > maxBytes => new Refused($"文件 {file} 超过 {maxBytes / 1024 / 1024} MB，不像是政策文件或区划表，请核对。"),
                _ => Utf8.GetString(File.ReadAllBytes(file.FullName)).TrimStart('\uFEFF'),
            };
        }
        catch (DecoderFallbackException)
        {
            return new Refused($"文件 {file} 不是 UTF-8 编码，请另存为 UTF-8。");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return new Refused($"文件 {file} 无法读取，请核对权限。");
        }
    }

    /// <summary>One chain for each bureau below which no other file stands.</summary>
    public static Result<IReadOnlyList<FileChain>> Chains(IReadOnlyList<FileInfo> files)
    {
        var read = files.Select(Read).ToList();
        var problems = read.Select(result => result.Problem).OfType<Problem>().ToList();
        if (problems.Count > 0)
        {
            return problems.Count == 1
                ? problems[0]
                : new Invalid(string.Join(Environment.NewLine, problems.Select(problem => problem.Sentence)), [.. problems.OfType<Invalid>().SelectMany(problem => problem.Errors)]);
        }

        var byTenant = new Dictionary<string, PolicyFile>(StringComparer.Ordinal);
        foreach (var file in read.Select(result => result.Value))
        {
            if (!byTenant.TryAdd(file.Content.Tenant, file))
            {
                return new Refused($"{byTenant[file.Content.Tenant].Path} 和 {file.Path} 都是“{file.Content.Tenant}”的政策，请只给一份。");
            }
        }

        var parents = byTenant.Values.Select(file => file.Content.Parent).ToHashSet(StringComparer.Ordinal);
        var chains = byTenant.Values.Where(file => !parents.Contains(file.Content.Tenant)).Select(file => Above(file, byTenant)).ToList();
        return chains.Count == 0
            ? new Refused("这些政策文件互为上级，找不到最下一级的机构，请核对各文件的 parent。")
            : chains.FirstOrDefault(chain => !chain.IsOk).Problem is { } broken ? broken : chains.ConvertAll(chain => chain.Value);
    }

    private static Result<FileChain> Above(PolicyFile own, Dictionary<string, PolicyFile> byTenant)
    {
        var chain = new List<PolicyFile> { own };
        while (chain[0].Content.Parent is { } parent)
        {
            if (!byTenant.TryGetValue(parent, out var above))
            {
                return new Refused($"{chain[0].Path} 的上级是“{parent}”，请一并给出“{parent}”的政策文件。");
            }

            if (chain.Contains(above))
            {
                return new Refused($"{own.Path} 的上级关系绕成了圈，请核对各文件的 parent。");
            }

            chain.Insert(0, above);
        }

        return new FileChain(chain);
    }

    private static Problem Named(FileInfo file, Problem problem) => problem is Invalid invalid
        ? new Invalid($"{file}：{invalid.Sentence}", [.. invalid.Errors.Select(error => error with { Field = $"{file.Name} {error.Field}" })])
        : new Refused($"{file}：{problem.Sentence}");
}
