// The examples linear and quadratic in C++ on libtorch, step for step: the floor that a binding can reach.
// Usage: train linear|quadratic SAMPLES EPOCHS LEARNING_RATE DEVICE. Prints the last loss and seconds an epoch.

#include <torch/torch.h>

#include <chrono>
#include <iostream>
#include <string>

namespace nn = torch::nn;

template <typename Model>
void train(Model model, torch::Tensor x, torch::Tensor y, int epochs, double learning_rate, torch::Device device) {
    x = x.to(device);
    y = y.to(device);
    model->to(device);
    nn::L1Loss loss_function;
    torch::optim::SGD optimizer(model->parameters(), learning_rate);

    std::vector<torch::Tensor> losses;
    std::vector<float> read;
    const auto start = std::chrono::steady_clock::now();
    for (int epoch = 0; epoch < epochs; ++epoch) {
        optimizer.zero_grad();
        auto output = model->forward(x);
        auto loss = loss_function(output, y);
        loss.backward();
        optimizer.step();
        if (device.is_cpu()) {
            read.push_back(loss.template item<float>());
        } else {
            losses.push_back(loss.detach());
        }
    }
    if (!losses.empty()) read.push_back(torch::stack(losses).cpu()[-1].template item<float>());
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    std::cout.precision(9);
    std::cout << read.back() << ' ' << seconds.count() / epochs << '\n';
}

int main(int, char** arguments) {
    const std::string example = arguments[1];
    const int samples = std::stoi(arguments[2]);
    const int epochs = std::stoi(arguments[3]);
    const double learning_rate = std::stod(arguments[4]);
    const torch::Device device(arguments[5]);
    torch::manual_seed(0);
    if (example == "linear") {
        auto noise = nn::init::normal_(torch::empty({samples, 1}), 0, 0.2);
        auto x = nn::init::uniform_(torch::empty({samples, 1}), -10, 10);
        train(nn::Linear(1, 1), x, 2 * x + 3 + noise, epochs, learning_rate, device);
    } else {
        auto x = nn::init::uniform_(torch::empty({samples, 1}), -15, 15);
        auto noise = nn::init::normal_(torch::empty({samples, 1}), 0, 1);
        train(nn::Sequential{nn::Linear(1, 10), nn::ReLU(), nn::Linear(10, 6), nn::ReLU(), nn::Linear(6, 1)},
              x, 8 * x.pow(2) + 7 * x + 3 + noise, epochs, learning_rate, device);
    }
}
