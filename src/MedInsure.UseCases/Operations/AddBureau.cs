using System.Text.RegularExpressions;
using MedInsure.Persistence.Sessions;
using MedInsure.Persistence.Tenants;
using MedInsure.Rules.Outcomes;
using MedInsure.Rules.Regions;

namespace MedInsure.UseCases.Operations;

/// <summary>增加机构: a bureau below another one, with nothing in it. An act of the operator, who is no bureau's actor.</summary>
/// <param name="OwnerConnectionString">The owner role's connection; the web program never has it.</param>
/// <param name="Code">The name in files and on the command line, such as "lanzhou".</param>
/// <param name="Above">Code of the bureau above, whose published policy this one refines.</param>
/// <param name="Region">The region that it administers.</param>
public sealed record AddBureau(string OwnerConnectionString, string Code, string Name, string ShortName, string Above, string Region);

public sealed partial class AddBureauHandler
{
    public async Task<Result<string>> HandleAsync(AddBureau request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!CodePattern().IsMatch(request.Code))
        {
            return new Refused($"机构代码“{request.Code}”不合适：用 2 至 30 个小写字母或数字，以字母开头。");
        }

        var (name, shortName) = (request.Name.Trim(), request.ShortName.Trim());
        if (name.Length is 0 or > 50 || shortName.Length is 0 or > 50)
        {
            return new Refused("机构名称和简称都要填写，各不超过 50 个字。");
        }

        if (!RegionCode.TryParse(request.Region, out var region))
        {
            return new Refused($"行政区划代码“{request.Region}”写法不对，应为 6 位代码，例如 620500。");
        }

        try
        {
            return await BureauRegister.AddAsync(request.OwnerConnectionString, request.Code, name, shortName, request.Above, region, ct) switch
            {
                BureauAddition.Added => name,
                BureauAddition.AboveMissing => new Refused($"没有代码为“{request.Above}”的上级机构，或者它是县级机构，下面不再设机构。"),
                BureauAddition.NameTaken => new Refused($"机构代码“{request.Code}”或名称“{name}”已被使用，请核对是否重复增加。"),
                BureauAddition.RegionTaken => new Refused($"行政区划 {region} 已有机构，一个地区只设一个机构。"),
                _ => new Refused($"行政区划 {region} 不存在，或不属于上级机构的管辖范围。"),
            };
        }
        catch (StartupRefusedException e)
        {
            return new Refused(e.Message);
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9]{1,29}$", RegexOptions.None, 1000)]
    private static partial Regex CodePattern();
}
