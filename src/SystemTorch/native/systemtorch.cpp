// A C interface over libtorch's dispatcher: any operator by name through one boxed call, and the few things
// that the dispatcher does not reach (lifetime, gradients, seeds, devices, threads).
//
// A tensor handle is an owned reference to a TensorImpl. No exception crosses the boundary: a function that
// fails returns -1 or null and leaves its message, per thread, in st_error().

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/GradMode.h>
#include <torch/version.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <string>
#include <vector>

namespace {

enum class Tag : int32_t {
    None, Tensor, Integer, Number, Boolean, Integers, Tensors, OptionalTensors, Device
};

struct Value {
    Tag tag;
    int32_t length;  // of a list; the index of a device
    union {
        void* tensor;
        int64_t integer;
        double number;
        const int64_t* integers;
        void* const* tensors;
    };
};

#ifdef __GLIBC__
// By itself, glibc gives the memory of each step of training back to the system, to fetch it anew, page by page, in
// the next: with 100 000 samples that is a quarter of the time.
const bool keeps_memory = mallopt(M_MMAP_THRESHOLD, 8 << 20) && mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif

thread_local std::string message;
thread_local std::vector<Value> results;
thread_local std::vector<at::IValue> stack;  // kept from call to call, so that it need not grow anew

at::Tensor borrow(void* handle) {
    auto* tensor = static_cast<at::TensorImpl*>(handle);
    return at::Tensor(c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>::reclaim_copy(tensor));
}

void* own(at::Tensor tensor) {
    return tensor.defined() ? tensor.unsafeReleaseTensorImpl() : nullptr;
}

at::IValue unpack(const Value& value) {
    switch (value.tag) {
        case Tag::None: return {};
        case Tag::Tensor: return borrow(value.tensor);
        case Tag::Integer: return value.integer;
        case Tag::Number: return value.number;
        case Tag::Boolean: return value.integer != 0;
        case Tag::Integers: return at::IntArrayRef(value.integers, value.length);
        case Tag::Tensors: {
            c10::List<at::Tensor> list;
            for (int i = 0; i < value.length; ++i) list.push_back(borrow(value.tensors[i]));
            return list;
        }
        case Tag::OptionalTensors: {
            c10::impl::GenericList list(c10::OptionalType::ofTensor());
            for (int i = 0; i < value.length; ++i)
                list.push_back(value.tensors[i] ? at::IValue(borrow(value.tensors[i])) : at::IValue());
            return list;
        }
        case Tag::Device:
            return c10::Device(static_cast<c10::DeviceType>(value.integer), static_cast<c10::DeviceIndex>(value.length));
    }
    return {};
}

void pack(at::IValue&& value) {
    Value result{};
    if (value.isTensor()) {
        result.tag = Tag::Tensor;
        result.tensor = own(std::move(value).toTensor());
    } else if (value.isDouble()) {
        result.tag = Tag::Number;
        result.number = value.toDouble();
    } else if (value.isInt()) {
        result.tag = Tag::Integer;
        result.integer = value.toInt();
    } else if (value.isBool()) {
        result.tag = Tag::Boolean;
        result.integer = value.toBool();
    } else if (value.isTensorList()) {
        for (at::Tensor tensor : value.toTensorVector()) pack(std::move(tensor));
        return;
    }
    results.push_back(result);
}

// Runs the body; an exception becomes its message and the given result.
template <typename Result, typename Body>
Result guarded(Result failure, Body body) {
    try {
        return body();
    } catch (const c10::Error& error) {
        message = error.what_without_backtrace();
    } catch (const std::exception& error) {
        message = error.what();
    }
    return failure;
}

}  // namespace

extern "C" {

const char* st_error() { return message.c_str(); }

// The libtorch that this file was compiled against.
const char* st_version() { return TORCH_VERSION; }

// The handle of an operator such as ("aten::add", "Tensor"); it lives as long as the process.
void* st_operator(const char* name, const char* overload) {
    return guarded<void*>(nullptr, [&] {
        return new c10::OperatorHandle(c10::Dispatcher::singleton().findSchemaOrThrow(name, overload));
    });
}

// Calls an operator. Arguments left out at the end take their schema's defaults. Returns how many results there
// are (lists are flattened) and where they stand until the thread's next call; -1 on error.
int st_call(const c10::OperatorHandle* op, const Value* arguments, int count, const Value** out) {
    return guarded(-1, [&] {
        const auto& schema = op->schema().arguments();
        stack.clear();
        for (int i = 0; i < count; ++i) stack.push_back(unpack(arguments[i]));
        for (size_t i = count; i < schema.size(); ++i) {
            const auto& fallback = schema[i].default_value();
            stack.push_back(fallback ? *fallback : at::IValue());
        }
        op->callBoxed(&stack);
        results.clear();
        for (auto& value : stack) pack(std::move(value));
        stack.clear();
        *out = results.data();
        return static_cast<int>(results.size());
    });
}

void st_free(void* tensor) {
    c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>::reclaim(static_cast<at::TensorImpl*>(tensor));
}

// A tensor over a copy of the caller's memory.
void* st_from_memory(const void* data, const int64_t* sizes, int dimensions, int dtype) {
    return guarded<void*>(nullptr, [&] {
        const auto options = at::TensorOptions().dtype(static_cast<at::ScalarType>(dtype));
        const at::IntArrayRef shape(sizes, dimensions);
        return own(at::from_blob(const_cast<void*>(data), shape, options).clone());
    });
}

int st_dim(const at::TensorImpl* tensor) { return static_cast<int>(tensor->dim()); }
int64_t st_numel(const at::TensorImpl* tensor) { return tensor->numel(); }
int st_dtype(const at::TensorImpl* tensor) { return static_cast<int>(c10::typeMetaToScalarType(tensor->dtype())); }
int st_device_type(const at::TensorImpl* tensor) { return static_cast<int>(tensor->device().type()); }
int st_device_index(const at::TensorImpl* tensor) { return tensor->device().index(); }
int st_is_contiguous(const at::TensorImpl* tensor) { return tensor->is_contiguous(); }
int st_requires_grad(const at::TensorImpl* tensor) { return tensor->requires_grad(); }

void st_sizes(const at::TensorImpl* tensor, int64_t* out) {
    for (const auto size : tensor->sizes()) *out++ = size;
}

void* st_data(void* tensor) {
    return guarded<void*>(nullptr, [&] { return borrow(tensor).data_ptr(); });
}

void* st_grad(void* tensor) { return own(borrow(tensor).grad()); }

int st_set_grad(void* tensor, void* grad) {
    return guarded(-1, [&] {
        borrow(tensor).mutable_grad() = grad ? borrow(grad) : at::Tensor();
        return 0;
    });
}

int st_backward(void* tensor) {
    return guarded(-1, [&] {
        borrow(tensor).backward();
        return 0;
    });
}

int st_grad_enabled() { return c10::GradMode::is_enabled(); }
void st_set_grad_enabled(int enabled) { c10::GradMode::set_enabled(enabled != 0); }

int st_manual_seed(int64_t seed) {
    return guarded(-1, [&] {
        at::manual_seed(static_cast<uint64_t>(seed));
        return 0;
    });
}

int st_get_num_threads() { return at::get_num_threads(); }

int st_set_num_threads(int threads) {
    return guarded(-1, [&] {
        at::set_num_threads(threads);
        return 0;
    });
}

int st_has_mps() { return at::hasMPS(); }

int st_cuda_device_count() {
    return guarded(0, [] { return at::hasCUDA() ? static_cast<int>(at::getNumGPUs()) : 0; });
}

}  // extern "C"
