using System.Globalization;
using BenchmarkDotNet.Running;
using MedInsure.Benchmarks;

switch (args)
{
    case ["kernel", ..]:
        return KernelAgainstNumpy.Run((int)Count(10_000_000));
    case ["entitlement", ..]:
        var persons = (int)Count(1_000_000);
        return await EntitlementOfARoster.RunAsync(persons, args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : persons > 2_000_000 ? 1 : 5);
    case ["search", ..]:
        return await SearchOfPeople.RunAsync(Count(1_000_000));
    case ["ledger", ..]:
        return await LedgerToXlsx.RunAsync(Count(1_000_000));
    case ["roster-csv", ..]:
        return await RosterFromCsv.RunAsync(Count(1_000_000), args is [_, _, "staging"]);
    case ["roster-xlsx", ..]:
        return await RosterFromXlsx.RunAsync(Count(200_000));
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}

long Count(long otherwise) => args.Length > 1 ? long.Parse(args[1], CultureInfo.InvariantCulture) : otherwise;
