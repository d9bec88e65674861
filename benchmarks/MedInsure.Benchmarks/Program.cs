using System.Globalization;
using BenchmarkDotNet.Running;
using MedInsure.Benchmarks;

if (args is ["kernel", ..])
{
    return KernelAgainstNumpy.Run(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10_000_000);
}

if (args is ["entitlement", ..])
{
    var persons = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000;
    return await EntitlementOfARoster.RunAsync(persons, args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : persons > 2_000_000 ? 3 : 5);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
