using System.Reflection;

namespace MedInsure.Web.Tests.Architecture;

/// <summary>Where a type speaks of float, double or Half: fields (private ones too), properties, parameters and results, inside generics and arrays as well.</summary>
internal static class FloatingPoint
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> In(Type type)
    {
        foreach (var field in type.GetFields(Everything).Where(field => Is(field.FieldType)))
        {
            yield return $"{type.FullName}.{field.Name}";
        }

        foreach (var method in type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)))
        {
            var result = (method as MethodInfo)?.ReturnType ?? typeof(void);
            if (Is(result) || method.GetParameters().Any(parameter => Is(parameter.ParameterType)))
            {
                yield return $"{type.FullName}.{method.Name}()";
            }
        }
    }

    private static bool Is(Type type) =>
        type == typeof(double) || type == typeof(float) || type == typeof(Half)
        || (type.HasElementType && Is(type.GetElementType()!))
        || (type.IsGenericType && type.GetGenericArguments().Any(Is));
}
